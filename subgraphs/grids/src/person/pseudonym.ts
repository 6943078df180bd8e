import { randomBytes } from 'node:crypto';

/** A new pseudonym: random, so that neither the person nor another pseudonym follows from it. */
export function newPseudonym(): string {
  return randomBytes(16).toString('hex');
}
