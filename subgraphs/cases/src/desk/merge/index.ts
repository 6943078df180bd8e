export { DuplicateRepository } from './duplicate.repository.ts';
export { MergeResolver } from './merge.resolver.ts';
export { MergeService } from './merge.service.ts';
