import { BOUNDS } from './bounds.ts';
/**
 * Rtd real-time value (实时), Avg mean (均值), Min, Max, Cou total over the interval (累计值). `Zs` before it: converted
 * to the reference oxygen content (折算值).
 */
export const STATISTICS = [
  'Rtd',
  'Avg',
  'Min',
  'Max',
  'Cou',
  'ZsRtd',
  'ZsAvg',
  'ZsMin',
  'ZsMax',
  'ZsCou',
] as const;

export type Statistic = (typeof STATISTICS)[number];

/** The meaning of a key of the data area. */
export type KeyMeaning =
  | {
      readonly kind: 'VALUE';
      readonly code: string;
      readonly statistic: Statistic;
      readonly isCased: boolean;
    }
  /** `code` is empty for a flag that names no factor. */
  | { readonly kind: 'FLAG'; readonly code: string; readonly isCased: boolean }
  | { readonly kind: 'TIME' }
  /** No value of a factor, such as `w01018-SampleTime`, `SB1-RS` and `RestartTime`. */
  | { readonly kind: 'OTHER' };

const FACTOR_KEY = /^([A-Za-z0-9_]+)-([A-Za-z]+)$/;
const BY_LOWER_CASE: ReadonlyMap<string, Statistic> = new Map(
  STATISTICS.map((statistic) => [statistic.toLowerCase(), statistic]),
);
const FLAG = 'Flag';
const LOWER_FLAG = FLAG.toLowerCase();

/**
 * Devices send the same few hundred keys for ever; names that strangers invent are forgotten when they are too many.
 */
const remembered = new Map<string, KeyMeaning>();

/** The meaning of a key. A factor code is taken as sent, with or without a digit: `w01018`, `011`, `LA`, `PM25`. */
export function meaningOf(key: string): KeyMeaning {
  const known = remembered.get(key);
  if (known) return known;
  const meaning = interpret(key);
  if (remembered.size >= BOUNDS.memory.factorKeys) remembered.clear();
  remembered.set(key, meaning);
  return meaning;
}

function interpret(key: string): KeyMeaning {
  if (key === 'DataTime') return { kind: 'TIME' };
  if (key.toLowerCase() === LOWER_FLAG) return { kind: 'FLAG', code: '', isCased: key === FLAG };
  const [, code, suffix = ''] = FACTOR_KEY.exec(key) ?? [];
  if (code === undefined) return { kind: 'OTHER' };
  const lower = suffix.toLowerCase();
  if (lower === LOWER_FLAG) return { kind: 'FLAG', code, isCased: suffix === FLAG };
  const statistic = BY_LOWER_CASE.get(lower);
  return statistic ? { kind: 'VALUE', code, statistic, isCased: suffix === statistic } : { kind: 'OTHER' };
}
