/** Decimal texts are compared as they are written: 0.1 + 0.2 has no place in a limit. */
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * @param a @param b plain decimals such as `-12.50`; both as sent or as a standard states them.
 * @returns below 0 when `a` is less, 0 when they are the same number, above 0 when `a` is more.
 * @throws RangeError when a text is no plain decimal.
 */
export function compareDecimals(a: string, b: string): number {
  const places = Math.max(placesOf(a), placesOf(b));
  const [left, right] = [scaled(a, places), scaled(b, places)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function placesOf(text: string): number {
  return parts(text).fraction.length;
}

function scaled(text: string, places: number): bigint {
  const { sign, whole, fraction } = parts(text);
  return BigInt(`${sign}${whole}${fraction.padEnd(places, '0')}`);
}

function parts(text: string): { sign: string; whole: string; fraction: string } {
  const [, sign = '', whole, fraction = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`expected a plain decimal, found ${JSON.stringify(text)}`);
  return { sign, whole, fraction };
}
