/** GB 32100-2015: digits, and letters without I, O, S, V and Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const LENGTH = 18;

/** Whether the text has the form of a unified social credit code (统一社会信用代码). */
export function isCreditCode(code: string): boolean {
  return code.length === LENGTH && [...code].every((character) => ALPHABET.includes(character));
}

/** Whether its last character is its check digit: the weights are the powers of 3 modulo 31. */
export function hasCheckDigit(code: string): boolean {
  const sum = [...code.slice(0, LENGTH - 1)].reduce(
    ({ total, weight }, character) => ({
      total: total + ALPHABET.indexOf(character) * weight,
      weight: (weight * 3) % 31,
    }),
    { total: 0, weight: 1 },
  );
  return code.charAt(LENGTH - 1) === ALPHABET.charAt((31 - (sum.total % 31)) % 31);
}
