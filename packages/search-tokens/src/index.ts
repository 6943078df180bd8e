export { TokenIndex, hasTokens, tokenRun } from './token-index.repository.ts';
export { TokenRow, createTokenTable } from './token-row.entity.ts';
export { tokensOf, wantedTokens } from './words.rule.ts';
