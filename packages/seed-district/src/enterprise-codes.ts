import { DISTRICT_CODE } from './divisions.ts';
import { creditCodeWithCheckDigit, organizationCodeWithCheckDigit } from './identifiers.ts';
import { padded } from './records.ts';

/** 9 market supervision, 1 enterprise, then the registering division (GB 32100, characters 1-8). */
const REGISTERED_HERE = `91${DISTRICT_CODE}`;

/** A valid code of an invented enterprise: both check characters (GB 11714 and GB 32100) are true. */
export function modernCode(sequence: number): string {
  return creditCodeWithCheckDigit(
    REGISTERED_HERE + organizationCodeWithCheckDigit(`MA00${padded(sequence, 4)}`),
  );
}

/**
 * A code in the style of the early ones, which were given before the check digit was settled: right in form,
 * and by construction never right in its last character.
 */
export function earlyStyleCode(): string {
  const first17 = `${REGISTERED_HERE}M0001DEMX`;
  const right = creditCodeWithCheckDigit(first17).slice(17);
  return first17 + (right === '8' ? '9' : '8');
}
