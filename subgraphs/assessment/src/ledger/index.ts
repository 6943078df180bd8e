export { LedgerRepository } from './ledger.repository.ts';
export { ScoreEntryConnection } from './ledger.resolver.ts';
export { decimalOf } from './points.rule.ts';
export { ScoreEntry } from './score-entry.entity.ts';
