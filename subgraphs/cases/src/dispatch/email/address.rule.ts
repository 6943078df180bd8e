import type { EmailDelivery } from './email-delivery.entity.ts';

/** One mailbox and nothing else: no name, no list, no line end. */
const MAILBOX = /^[^\s@<>(),;:"\\]+@([a-z0-9-]+(?:\.[a-z0-9-]+)*)$/iu;

type Addressed = Pick<EmailDelivery, 'address' | 'domain' | 'state' | 'fault' | 'dueAt'>;

/** Whether an organization can be written to. */
export function isReachable(email: string | undefined): boolean {
  return MAILBOX.test(email?.trim() ?? '');
}

/** How an e-mail starts, or starts anew: due at once, or dead where there is nowhere to send it. */
export function addressed(email: string | undefined, now: Date): Addressed {
  const address = email?.trim() ?? '';
  const domain = MAILBOX.exec(address)?.[1]?.toLowerCase();
  if (domain === undefined) return { address, domain: '', state: 'DEAD', fault: 'NO_ADDRESS', dueAt: null };
  return { address, domain, state: 'QUEUED', fault: null, dueAt: now };
}
