export { FactScoringService } from './fact-scoring.service.ts';
export { KnownCase } from './known-case.entity.ts';
export { Ledger } from './ledger.ts';
export { LedgerRepository } from './ledger.repository.ts';
export { LedgerResolver, ScoreEntryLinksResolver } from './ledger.resolver.ts';
export { LedgerService } from './ledger.service.ts';
export { decimalOf } from './points.rule.ts';
export { ScoreEntry } from './score-entry.entity.ts';
