export { CaseToken } from './case-token.entity.ts';
export { SearchRepository, hasTokens, tokenRun, type Searched } from './search.repository.ts';
export { tokensOf, wantedTokens } from './words.rule.ts';
