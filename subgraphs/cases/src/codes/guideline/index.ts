export { Guideline, GuidelineClause } from './guideline.entity.ts';
export { GuidelineRepository } from './guideline.repository.ts';
export { CategoryGuidelineResolver, GuidelineResolver } from './guideline.resolver.ts';
