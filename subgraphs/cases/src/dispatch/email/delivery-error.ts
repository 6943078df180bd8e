import type { LetterFault } from './letter.vocabulary.ts';

/** Why a letter was not delivered, in our words. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';

  constructor(
    readonly fault: keyof typeof LetterFault,
    /** The reply of the mail server, if any. */
    readonly answer: string | null,
    options?: ErrorOptions,
  ) {
    super(answer ?? fault, options);
  }
}

/** Faults that another attempt would meet again: nothing helps but a correction. */
const FINAL: ReadonlyArray<keyof typeof LetterFault> = ['REFUSED', 'NO_ADDRESS'];

export function isFinal(fault: keyof typeof LetterFault): boolean {
  return FINAL.includes(fault);
}
