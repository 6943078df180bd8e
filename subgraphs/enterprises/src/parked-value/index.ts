export { ParkedValue } from './parked-value.entity.ts';
export { ParkedValueRepository, type NewParkedValue } from './parked-value.repository.ts';
export { PARKED_WORDS, ParkedKind } from './parked-value.vocabulary.ts';
