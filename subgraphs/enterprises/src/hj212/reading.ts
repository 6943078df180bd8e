import { parseChinaTime } from './china-time.rule.ts';
import type { DataGroup } from './data-area.ts';
import { fail, quote, succeed, type Outcome } from './fault.ts';
import type { Packet } from './packet.ts';

/** Real time (2011), minute (2051), hour (2061) and day (2031) data. */
export type IntervalKind = 'REAL_TIME' | 'MINUTE' | 'HOUR' | 'DAY';

/** Rtd real-time value (实时), Avg mean (均值), Min, Max, Cou total over the interval (累计值). */
export type Statistic = 'Rtd' | 'Avg' | 'Min' | 'Max' | 'Cou';

/** N normal, F stopped, M maintenance, S manual, D fault, C calibration, T over range, B communication fault. */
export type DataFlag = 'N' | 'F' | 'M' | 'S' | 'D' | 'C' | 'T' | 'B';

/** One value of one factor. */
export interface WireReading {
  /** Factor code (污染物编码), such as `w01018`, or `011` of the 2005 edition; as sent. */
  readonly pollutantCode: string;
  readonly statistic: Statistic;
  /** The value as a number, in the unit agreed for device and factor. */
  readonly value: number;
  /** The value exactly as sent, a plain decimal: `234.027785993799`. */
  readonly valueText: string;
  /** The data flag (数据标记); `null` when none was sent or it is none of the eight. Only N may raise an exceedance. */
  readonly flag: DataFlag | null;
  /** The flag as sent; `null` when none was. */
  readonly flagText: string | null;
  /** The *start* of the interval; for real-time data the instant. UTC. */
  readonly dataTime: Date;
}

export interface PacketReadings {
  readonly interval: IntervalKind;
  readonly dataTime: Date;
  /** Values as measured, in the order sent. */
  readonly readings: readonly WireReading[];
  /** Values converted to the reference oxygen content (折算值, `ZsRtd`, `ZsAvg`…); `statistic` names the base. */
  readonly converted: readonly WireReading[];
  /** Keys sent with an empty value: the instrument has nothing to say. */
  readonly empty: readonly string[];
  /** Keys that are no values, such as `w01018-SampleTime` and `SB1-RS`. */
  readonly ignored: readonly string[];
}

const INTERVALS: ReadonlyMap<string, IntervalKind> = new Map([
  ['2011', 'REAL_TIME'],
  ['2051', 'MINUTE'],
  ['2061', 'HOUR'],
  ['2031', 'DAY'],
]);

const FACTOR_KEY = /^([A-Za-z]?\d[0-9A-Za-z]*)-([A-Za-z]+)$/;
const STATISTIC = /^(Zs)?(Rtd|Avg|Min|Max|Cou)$/;
const DECIMAL = /^-?\d{1,20}(\.\d{1,20})?$/;
const FLAG_NAME = 'Flag';

/** The interval that a command carries readings of; `null` for any other command. */
export function intervalOf(cn: string): IntervalKind | null {
  return INTERVALS.get(cn) ?? null;
}

/** The readings of a packet: all of them, or the first fault. A packet is never taken in part. */
export function readingsOf(packet: Packet): Outcome<PacketReadings> {
  const interval = intervalOf(packet.cn);
  if (!interval)
    return fail('COMMAND_UNSUPPORTED', `expected CN 2011, 2051, 2061 or 2031, found ${packet.cn}`);
  const dataTime = dataTimeOf(packet);
  if (!dataTime.ok) return dataTime;
  const collector = new ReadingCollector(dataTime.value);
  for (const group of packet.cp) {
    const taken = collector.take(group);
    if (!taken.ok) return taken;
  }
  return succeed({ interval, dataTime: dataTime.value, ...collector.result() });
}

function dataTimeOf(packet: Packet): Outcome<Date> {
  const text = packet.cp.find((group) => group.has('DataTime'))?.get('DataTime');
  if (text === undefined) return fail('TIME_MISSING', 'expected DataTime');
  const time = text.length === 14 ? parseChinaTime(text) : null;
  return time ? succeed(time) : fail('TIME_INVALID', `expected YYYYMMDDhhmmss, found ${quote(text)}`);
}

class ReadingCollector {
  readonly #dataTime: Date;
  readonly #seen = new Set<string>();
  readonly #readings: WireReading[] = [];
  readonly #converted: WireReading[] = [];
  readonly #empty: string[] = [];
  readonly #ignored: string[] = [];

  constructor(dataTime: Date) {
    this.#dataTime = dataTime;
  }

  result(): Pick<PacketReadings, 'readings' | 'converted' | 'empty' | 'ignored'> {
    return {
      readings: this.#readings,
      converted: this.#converted,
      empty: this.#empty,
      ignored: this.#ignored,
    };
  }

  take(group: DataGroup): Outcome<null> {
    const code = soleFactorOf(group);
    if (!code.ok) return code;
    for (const [key, text] of group) {
      const taken = this.#takePair(key, text, group);
      if (!taken.ok) return taken;
    }
    return succeed(null);
  }

  #takePair(key: string, text: string, group: DataGroup): Outcome<null> {
    const [, pollutantCode, suffix = ''] = FACTOR_KEY.exec(key) ?? [];
    const [, conversion, statistic] = STATISTIC.exec(suffix) ?? [];
    if (pollutantCode === undefined || statistic === undefined) {
      if (key !== 'DataTime' && suffix !== FLAG_NAME) this.#ignored.push(key);
      return succeed(null);
    }
    if (this.#seen.has(key)) return fail('VALUE_REPEATED', `expected ${quote(key)} once in the packet`);
    this.#seen.add(key);
    if (text === '') {
      this.#empty.push(key);
      return succeed(null);
    }
    if (!DECIMAL.test(text))
      return fail('VALUE_INVALID', `expected a decimal for ${quote(key)}, found ${quote(text)}`);
    const flagText = group.get(`${pollutantCode}-${FLAG_NAME}`) ?? null;
    (conversion ? this.#converted : this.#readings).push({
      pollutantCode,
      statistic: statistic as Statistic,
      value: Number(text),
      valueText: text,
      flag: dataFlagOf(flagText),
      flagText,
      dataTime: this.#dataTime,
    });
    return succeed(null);
  }
}

/** A group belongs to one factor. Where its keys disagree, whose value it is would be a guess. */
function soleFactorOf(group: DataGroup): Outcome<string | null> {
  let sole: string | null = null;
  for (const key of group.keys()) {
    const code = FACTOR_KEY.exec(key)?.[1];
    if (code === undefined) continue;
    if (sole !== null && code !== sole) {
      return fail(
        'POLLUTANT_MIXED',
        `expected one factor in a group, found ${quote(sole)} and ${quote(code)}`,
      );
    }
    sole = code;
  }
  return succeed(sole);
}

function dataFlagOf(text: string | null): DataFlag | null {
  return text !== null && /^[NFMSDCTB]$/.test(text) ? (text as DataFlag) : null;
}
