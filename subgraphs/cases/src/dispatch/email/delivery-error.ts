import type { EmailDeliveryFault } from './email-delivery.vocabulary.ts';

/** Why an e-mail was not delivered, in our words. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';

  constructor(
    readonly fault: keyof typeof EmailDeliveryFault,
    /** The reply of the mail server, if any. */
    readonly answer: string | null,
    options?: ErrorOptions,
  ) {
    super(answer ?? fault, options);
  }
}

/** Faults that another attempt would meet again: nothing helps but a correction. */
const FINAL: ReadonlyArray<keyof typeof EmailDeliveryFault> = ['REFUSED', 'NO_ADDRESS'];

export function isFinal(fault: keyof typeof EmailDeliveryFault): boolean {
  return FINAL.includes(fault);
}
