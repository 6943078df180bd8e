import type { ReceivedMail } from '../testkit/mail-server.ts';

/** Claims of the dead end soon, and no letter is given up. */
export const EAGER_MAIL = {
  MAIL_FROM: 'EcoGrid <desk@ecogrid.example>',
  PUBLIC_URL: 'https://eco.example',
  MAIL_TIMEOUT_MS: '1500',
  MAIL_POLL_MS: '100',
  MAIL_RETRY_SECONDS: Array(20).fill('0.2').join(','),
};

/** A letter that is said to be sent. */
interface Sent {
  readonly messageId: string;
  readonly attempts: number;
}

/**
 * Every letter has arrived, and no oftener than it was tried. No mail is unknown: a dispatch without an answer is
 * retried until it is.
 */
export function mailFaults(letters: readonly Sent[], accepted: readonly ReceivedMail[]): string[] {
  const known = new Set(letters.map(({ messageId }) => messageId));
  const strangers = accepted.filter(({ messageId }) => !known.has(messageId));
  return [
    ...letters.flatMap((letter) => deliveryFaults(letter, accepted)),
    ...strangers.map(({ messageId, subject }) => `a mail that no ticket knows: ${messageId} ${subject}`),
  ];
}

function deliveryFaults({ messageId, attempts }: Sent, accepted: readonly ReceivedMail[]): string[] {
  const copies = accepted.filter((mail) => mail.messageId === messageId).length;
  if (copies === 0) return [`a letter never arrived: ${messageId}`];
  return copies > attempts ? [`${copies} copies of ${messageId} in ${attempts} attempts`] : [];
}

/** How many mails came once more under the same id. */
export function repeatsAmong(accepted: readonly ReceivedMail[]): number {
  return accepted.length - new Set(accepted.map(({ messageId }) => messageId)).size;
}
