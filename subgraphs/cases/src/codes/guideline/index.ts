export { Guideline, GuidelineClause } from './guideline.entity.ts';
export { GuidelineService } from './guideline.service.ts';
export { GuidelineRepository } from './guideline.repository.ts';
export { CategoryGuidelineResolver, GuidelineResolver } from './guideline.resolver.ts';
