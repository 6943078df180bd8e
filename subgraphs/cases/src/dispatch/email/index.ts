export { EmailDelivery } from './email-delivery.entity.ts';
export type { Bilingual } from './email-delivery.facts.ts';
export { EmailDeliveryRepository, LISTED_EMAILS } from './email-delivery.repository.ts';
export { EmailDeliveryResolver } from './email-delivery.resolver.ts';
export { EmailDeliveryService } from './email-delivery.service.ts';
export type { MailOptions } from './mail.options.ts';
export { MailOutbox, type EmailDraft } from './mail-outbox.ts';
export { openEmailSending } from './email-sending.ts';
