export { CaseToken } from './case-token.entity.ts';
export { CaseSearch, hasTokens, tokenRun, type Searched } from './case-search.ts';
