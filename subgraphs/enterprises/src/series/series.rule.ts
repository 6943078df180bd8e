import { shanghaiDay } from '@ecogrid/service';
import type { AveragingRule } from './averaging-rule.entity.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Days begin at midnight in Asia/Shanghai. */
const SHANGHAI_MS = 8 * HOUR_MS;

export type SeriesInterval = 'REAL_TIME' | 'MINUTE' | 'HOUR' | 'DAY';

/** A stored value of one factor. */
export interface StoredValue {
  readonly interval: SeriesInterval;
  readonly statistic: string;
  readonly at: number;
  readonly value: string;
  readonly flag: string | null;
  readonly unit: string;
}

/** One place of a chart. */
export interface SeriesValue {
  readonly at: Date;
  /** Null for a gap. */
  readonly value: string | null;
  readonly minimum: string | null;
  readonly maximum: string | null;
  readonly flag: string | null;
  /** The share of the interval that has valid data, 0 to 1; null where the device has sent the mean itself. */
  readonly coverage: number | null;
  /** Whether the mean may be compared with a limit. */
  readonly isValid: boolean;
}

export interface Range {
  readonly interval: SeriesInterval;
  readonly since: Date;
  readonly until: Date;
}

/** The longest range of each interval: it bounds the rows that a chart reads. */
export const LONGEST_DAYS: Readonly<Record<SeriesInterval, number>> = {
  REAL_TIME: 2,
  MINUTE: 7,
  HOUR: 92,
  DAY: 400,
};
const STEPS = { MINUTE: MINUTE_MS, HOUR: HOUR_MS, DAY: DAY_MS } as const;
/** The intervals whose chart has a place for each. Devices send minute data for each 1, 5 or 10 minutes. */
type Regular = 'HOUR' | 'DAY';

/**
 * The values of a factor in a range, one for each hour or day, with gaps. The mean that a device has sent stands; where
 * it has sent none, the mean is computed from finer values, and is valid by the rule of its day.
 */
export function seriesOf(
  values: readonly StoredValue[],
  range: Range,
  rules: readonly AveragingRule[],
): SeriesValue[] {
  const { interval } = range;
  if (interval === 'HOUR' || interval === 'DAY') return regular(values, range, interval, rules);
  return values.filter((value) => value.interval === interval && isMain(value)).map(asSent(values, interval));
}

function regular(
  values: readonly StoredValue[],
  range: Range,
  interval: Regular,
  rules: readonly AveragingRule[],
): SeriesValue[] {
  const sent = new Map(
    values
      .filter((value) => value.interval === interval && isMain(value))
      .map((value) => [startOf(value.at, interval), value]),
  );
  const parts = partsOf(values, interval, rules);
  const show = asSent(values, interval);
  const slots: SeriesValue[] = [];
  for (let at = startOf(range.since.getTime(), interval); at < range.until.getTime(); at += STEPS[interval]) {
    if (at < range.since.getTime()) continue;
    const own = sent.get(at);
    slots.push(own ? show(own) : mean(at, parts.get(at) ?? [], ruleOf(rules, interval, at)));
  }
  return slots;
}

/** The valid means of the parts of each slot: an hour has minutes of real-time data, a day has hours. */
function partsOf(
  values: readonly StoredValue[],
  interval: Regular,
  rules: readonly AveragingRule[],
): Map<number, number[]> {
  const finer = interval === 'HOUR' ? minutesOf(values) : hoursOf(values, rules);
  const parts = new Map<number, number[]>();
  for (const [at, value] of finer) {
    const slot = startOf(at, interval);
    parts.set(slot, [...(parts.get(slot) ?? []), value]);
  }
  return parts;
}

/** A minute has the mean of its normal values. */
function minutesOf(values: readonly StoredValue[]): Map<number, number> {
  const minutes = new Map<number, number[]>();
  for (const value of values) {
    if (value.interval !== 'REAL_TIME' || !isMain(value) || !isNormal(value)) continue;
    const at = Math.floor(value.at / MINUTE_MS) * MINUTE_MS;
    minutes.set(at, [...(minutes.get(at) ?? []), Number(value.value)]);
  }
  return new Map([...minutes].map(([at, each]) => [at, average(each)]));
}

function hoursOf(values: readonly StoredValue[], rules: readonly AveragingRule[]): Map<number, number> {
  const hours = new Map<number, number>();
  for (const [at, parts] of partsOf(values, 'HOUR', rules)) {
    if (parts.length >= ruleOf(rules, 'HOUR', at).needed) hours.set(at, average(parts));
  }
  // The mean that the device has sent stands, also where its flag says that it does not count.
  for (const value of values) {
    if (value.interval !== 'HOUR' || !isMain(value)) continue;
    const at = startOf(value.at, 'HOUR');
    if (isNormal(value)) hours.set(at, Number(value.value));
    else hours.delete(at);
  }
  return hours;
}

function mean(
  at: number,
  parts: readonly number[],
  rule: Pick<AveragingRule, 'parts' | 'needed'>,
): SeriesValue {
  const some = parts.length > 0;
  return {
    at: new Date(at),
    value: some ? rounded(average(parts)) : null,
    minimum: some ? rounded(least(parts)) : null,
    maximum: some ? rounded(greatest(parts)) : null,
    flag: null,
    coverage: Math.min(1, parts.length / rule.parts),
    isValid: parts.length >= rule.needed,
  };
}

/** The value that the device sent for a moment, with the least and the greatest value that it sent for the same. */
function asSent(
  values: readonly StoredValue[],
  interval: SeriesInterval,
): (value: StoredValue) => SeriesValue {
  const others = new Map(
    values
      .filter(
        (value) => value.interval === interval && (value.statistic === 'Min' || value.statistic === 'Max'),
      )
      .map((value) => [`${value.statistic} ${value.at}`, value.value]),
  );
  return (value) => ({
    at: new Date(value.at),
    value: value.value,
    minimum: others.get(`Min ${value.at}`) ?? null,
    maximum: others.get(`Max ${value.at}`) ?? null,
    flag: value.flag,
    coverage: null,
    isValid: isNormal(value),
  });
}

/** Real-time data has a value, an interval has a mean. */
function isMain({ interval, statistic }: StoredValue): boolean {
  return statistic === (interval === 'REAL_TIME' ? 'Rtd' : 'Avg');
}

/** Data of 2005 carries no flags for intervals; a value without a flag is taken as it is. */
function isNormal({ flag }: StoredValue): boolean {
  return flag === null || flag === 'N';
}

/** The rule in force on the day of a moment; without one a mean needs all of its parts. */
function ruleOf(
  rules: readonly AveragingRule[],
  interval: Regular,
  at: number,
): Pick<AveragingRule, 'parts' | 'needed'> {
  const day = shanghaiDay(new Date(at));
  const inForce = rules.filter((rule) => rule.interval === interval && rule.effectiveFrom <= day);
  const all = interval === 'HOUR' ? 60 : 24;
  return (
    inForce.sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))[0] ?? { parts: all, needed: all }
  );
}

function startOf(at: number, interval: Regular): number {
  const step = STEPS[interval];
  return Math.floor((at + SHANGHAI_MS) / step) * step - SHANGHAI_MS;
}

/**
 * At most so many values: each takes the place of as many neighbours, with their mean, their least and their greatest value.
 * A chart of them shows every peak, and a gap where all of them are missing.
 */
export function thinned(values: readonly SeriesValue[], most: number): SeriesValue[] {
  if (values.length <= most) return [...values];
  const size = Math.ceil(values.length / most);
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    merged(values.slice(index * size, (index + 1) * size)),
  );
}

function merged(values: readonly SeriesValue[]): SeriesValue {
  const [first] = values;
  const there = values.flatMap(({ value }) => (value === null ? [] : [Number(value)]));
  const minima = values.flatMap(({ minimum, value }) => numbers(minimum ?? value));
  const maxima = values.flatMap(({ maximum, value }) => numbers(maximum ?? value));
  const flags = new Set(values.map(({ flag }) => flag));
  return {
    at: first?.at ?? new Date(0),
    value: there.length > 0 ? rounded(average(there)) : null,
    minimum: minima.length > 0 ? rounded(least(minima)) : null,
    maximum: maxima.length > 0 ? rounded(greatest(maxima)) : null,
    flag: flags.size === 1 ? (first?.flag ?? null) : null,
    coverage: average(values.map(({ coverage, value }) => coverage ?? (value === null ? 0 : 1))),
    isValid: values.every(({ isValid }) => isValid),
  };
}

function numbers(text: string | null): number[] {
  return text === null ? [] : [Number(text)];
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

// A call with each value as an argument fails from some hundred thousand values on.
function least(values: readonly number[]): number {
  return values.reduce((found, value) => Math.min(found, value), Infinity);
}

function greatest(values: readonly number[]): number {
  return values.reduce((found, value) => Math.max(found, value), -Infinity);
}

/** A computed mean as a plain decimal. */
function rounded(value: number): string {
  return String(Number(value.toFixed(4)));
}
