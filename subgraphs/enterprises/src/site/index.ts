export { Medium } from './medium.vocabulary.ts';
export { canReadSite, isOwnEnterprise, visibleTo, type Site, type SiteScope } from './site.policy.ts';
export { inScope } from './site.repository.ts';
