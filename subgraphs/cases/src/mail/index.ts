export { Letter } from './letter.entity.ts';
export type { Bilingual } from './letter.facts.ts';
export { LetterRepository } from './letter.repository.ts';
export { MailOutbox, type LetterDraft } from './mail-outbox.ts';
