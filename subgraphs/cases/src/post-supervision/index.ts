export { PostSupervisionDraw } from './draw.entity.ts';
export { DrawService } from './draw.service.ts';
export { Inspection } from './inspection.entity.ts';
export { InspectionService } from './inspection.service.ts';
export { PostSupervisionRepository } from './post-supervision.repository.ts';
export { CaseInspectionResolver, InspectionResolver, PostSupervisionResolver } from './post-supervision.resolver.ts';
