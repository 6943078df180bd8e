import type { ReceivedMail } from '../testkit/mail-server.ts';

/** Claims of the dead end soon, and no e-mail is given up. */
export const EAGER_MAIL = {
  MAIL_FROM: 'EcoGrid <desk@ecogrid.example>',
  PUBLIC_URL: 'https://eco.example',
  MAIL_TIMEOUT_MS: '1500',
  MAIL_POLL_MS: '100',
  MAIL_RETRY_SECONDS: Array(20).fill('0.2').join(','),
};

/** An e-mail that is said to be sent. */
interface Sent {
  readonly messageId: string;
  readonly attempts: number;
}

/**
 * Every e-mail has arrived, and no oftener than it was tried. No mail is unknown: a dispatch without an answer is
 * retried until it is.
 */
export function mailFaults(emails: readonly Sent[], accepted: readonly ReceivedMail[]): string[] {
  const known = new Set(emails.map(({ messageId }) => messageId));
  const strangers = accepted.filter(({ messageId }) => !known.has(messageId));
  return [
    ...emails.flatMap((email) => deliveryFaults(email, accepted)),
    ...strangers.map(({ messageId, subject }) => `a mail that no ticket knows: ${messageId} ${subject}`),
  ];
}

function deliveryFaults({ messageId, attempts }: Sent, accepted: readonly ReceivedMail[]): string[] {
  const copies = accepted.filter((mail) => mail.messageId === messageId).length;
  if (copies === 0) return [`an e-mail never arrived: ${messageId}`];
  return copies > attempts ? [`${copies} copies of ${messageId} in ${attempts} attempts`] : [];
}

/** How many mails came once more under the same id. */
export function repeatsAmong(accepted: readonly ReceivedMail[]): number {
  return accepted.length - new Set(accepted.map(({ messageId }) => messageId)).size;
}
