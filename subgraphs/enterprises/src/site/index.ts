export { Medium } from './medium.vocabulary.ts';
export { canReadSite, isOwnEnterprise, visibleTo, type Site } from './site.policy.ts';
