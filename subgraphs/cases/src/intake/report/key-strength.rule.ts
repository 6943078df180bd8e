const BITS = 128;
/** The maximum entropy of one character of a random key, by its alphabet. */
const ALPHABETS: ReadonlyArray<readonly [pattern: RegExp, bits: number]> = [
  [/^\d+$/, Math.log2(10)],
  [/^[\da-f]+$/i, 4],
];
const BASE64URL_BITS = 6;
/** A random key of 128 bits has practically never fewer different characters; `aaaa…` and the like do. */
const DIFFERENT = 8;
const UUID = /^[\da-f]{8}-[\da-f]{4}-(?<version>[\da-f])[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/i;
const RANDOM_UUID = '4';

/**
 * Whether a key may be random with 128 bits. Nothing shows that it is; a key that is shorter, repeats itself or is made
 * of the time is not. A random UUID is taken for one, though six of its bits are fixed.
 */
export function mayBeUnguessable(key: string): boolean {
  const uuid = UUID.exec(key);
  if (uuid) return uuid.groups?.['version'] === RANDOM_UUID && new Set(key).size >= DIFFERENT;
  const bits = ALPHABETS.find(([pattern]) => pattern.test(key))?.[1] ?? BASE64URL_BITS;
  return key.length * bits >= BITS && new Set(key).size >= DIFFERENT;
}
