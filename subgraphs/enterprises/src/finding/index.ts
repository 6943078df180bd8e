export { FINDING_WORDS, type FindingKind } from './finding.vocabulary.ts';
export { InstrumentRule } from './instrument-rule.entity.ts';
export { InstrumentWatch } from './instrument-watch.ts';
