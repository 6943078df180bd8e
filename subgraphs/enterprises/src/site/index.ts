export { Medium } from './medium.vocabulary.ts';
export { narrowed, type MeasuredFilter } from './measured.repository.ts';
export { MeasuredArguments, MeasuredPushArguments } from './site.input.ts';
export { canReadSite, isOwnEnterprise, visibleTo, type Site } from './site.policy.ts';
