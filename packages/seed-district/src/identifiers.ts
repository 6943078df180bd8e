import { hash } from 'node:crypto';

/** The instant every seed id carries in its UUIDv7 timestamp: the seed district is as of this day. */
export const SEED_INSTANT = '2026-01-01T00:00:00.000Z';

/** GB 32100-2015, table 1: digits and capital letters without I, O, S, V, Z; the position is the value. */
const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** GB 11714-1997 keeps every capital letter: the position is the value, 10 for A to 35 for Z. */
const ORGANIZATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORGANIZATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** SHA-256 as 64 hex digits; the one-shot form costs a third of a hash object, which matters a thousand times over. */
const hashOf = (text: string): string => hash('sha256', text);

/** The first 48 bits of a UUIDv7: milliseconds since 1970. */
const SEED_TIMESTAMP = Date.parse(SEED_INSTANT).toString(16).padStart(12, '0');
const VARIANTS = '89ab';

/**
 * The id of one seed record: a valid UUIDv7 (RFC 9562) that is the same on every machine and in every run. The
 * timestamp is SEED_INSTANT, so ids of one district do not sort by creation; the rest is a hash.
 * @param kind the kind of record, such as `grid`; it keeps equal keys of different kinds apart
 * @param key the identity of the record within its kind, such as its code
 */
export function seedId(kind: string, key: string): string {
  const hex = hashOf(`${kind}:${key}`);
  const variant = VARIANTS.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  const time = `${SEED_TIMESTAMP.slice(0, 8)}-${SEED_TIMESTAMP.slice(8)}`;
  return `${time}-7${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Two numbers from -1 (included) to 1 (excluded) that depend on the key alone: irregular shapes without chance. */
export function signedFractions(key: string): readonly [number, number] {
  const hex = hashOf(key);
  const at = (start: number): number => Number.parseInt(hex.slice(start, start + 8), 16) / 2 ** 31 - 1;
  return [at(0), at(8)];
}

function weightedSum(text: string, alphabet: string, weights: readonly number[]): number {
  return Array.from(text).reduce((sum, letter, index) => {
    const value = alphabet.indexOf(letter);
    if (value < 0) throw new RangeError(`"${letter}" in "${text}" is not one of ${alphabet}`);
    return sum + value * (weights[index] ?? 0);
  }, 0);
}

function requireLength(text: string, length: number, what: string): void {
  if (text.length !== length)
    throw new RangeError(`${what} must have ${length} characters, "${text}" has ${text.length}`);
}

/**
 * Completes a unified social credit code 统一社会信用代码 (GB 32100-2015) with its check character.
 * Weights are 3^i mod 31; `91350200MA2YJ1XR9` gives `91350200MA2YJ1XR9G`.
 * @throws RangeError when the text has not 17 characters or one outside the alphabet (I, O, S, V, Z)
 */
export function creditCodeWithCheckDigit(first17: string): string {
  requireLength(first17, 17, 'a credit code without check character');
  const weights = Array.from(first17, (_, index) => 3 ** index % 31);
  const remainder = weightedSum(first17, CREDIT_ALPHABET, weights) % 31;
  return first17 + CREDIT_ALPHABET.charAt((31 - remainder) % 31);
}

/**
 * Completes an organization code 组织机构代码 (GB 11714-1997), the nine-character body of a credit code.
 * A check value of 10 is written `X`; `MA2YJ1XR` gives `MA2YJ1XR9`.
 * @throws RangeError when the text has not 8 characters or one that is no digit and no capital letter
 */
export function organizationCodeWithCheckDigit(first8: string): string {
  requireLength(first8, 8, 'an organization code without check character');
  const check = (11 - (weightedSum(first8, ORGANIZATION_ALPHABET, ORGANIZATION_WEIGHTS) % 11)) % 11;
  return first8 + (check === 10 ? 'X' : String(check));
}

/** The five segments of a video device code, GB/T 28181 annex D 编码规则. */
export interface Gb28181Segments {
  /** 中心编码: 8 digits, the division code of the centre padded with zeros. */
  readonly centre: string;
  /** 行业编码: 2 digits; the tables number environmental protection with hygiene. */
  readonly industry: string;
  /** 类型编码: 3 digits; `132` is a network camera. */
  readonly deviceType: string;
  /** 网络标识: 1 digit; the network that the device is on. */
  readonly network: string;
  /** 序号: 0 to 999999. */
  readonly serial: number;
}

/**
 * Joins the segments into the 20 digits of a video device code.
 * @throws RangeError when a segment has another width or is no digit
 */
export function gb28181Code(segments: Gb28181Segments): string {
  const { centre, industry, deviceType, network, serial } = segments;
  const code = [centre, industry, deviceType, network, String(serial).padStart(6, '0')].join('');
  if (
    !/^\d{8} \d{2} \d{3} \d \d{6}$/.test([centre, industry, deviceType, network, code.slice(14)].join(' '))
  ) {
    throw new RangeError(`the segments of ${code} must be 8, 2, 3, 1 and 6 digits`);
  }
  return code;
}
