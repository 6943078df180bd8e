export { Category, isEffective } from './category.entity.ts';
export { CategoryRepository } from './category.repository.ts';
export { CategoryResolver } from './category.resolver.ts';
export { CloseCriterion, ResultKind, ReviewLevel } from './category.vocabulary.ts';
export { IntakeChannel } from './intake-channel.entity.ts';
