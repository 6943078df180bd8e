export { Letter } from './letter.entity.ts';
export type { Bilingual } from './letter.facts.ts';
export { LetterRepository } from './letter.repository.ts';
export { LetterResolver } from './letter.resolver.ts';
export { LetterService } from './letter.service.ts';
export type { MailOptions } from './mail.options.ts';
export { MailOutbox, type LetterDraft } from './mail-outbox.ts';
export { openPostOffice } from './post-office.ts';
