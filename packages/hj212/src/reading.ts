import { parseChinaTime } from './china-time.rule.ts';
import type { DataGroup } from './data-area.ts';
import { meaningOf, type KeyMeaning, type Statistic } from './factor-key.ts';
import { fail, quote, succeed, type Outcome } from './fault.ts';
import type { Leniency } from './leniency.ts';
import type { Packet } from './packet.ts';

/** Real time (2011), minute (2051), hour (2061) and day (2031) data. */
export type IntervalKind = 'REAL_TIME' | 'MINUTE' | 'HOUR' | 'DAY';

/** N normal, F stopped, M maintenance, S manual, D fault, C calibration, T over range, B communication fault. */
export type DataFlag = 'N' | 'F' | 'M' | 'S' | 'D' | 'C' | 'T' | 'B';

/** One value of one factor. */
export interface FactorValue {
  /** Factor code (污染物编码) as sent, such as `w01018`, `LA`, or `011` of the 2005 edition. */
  readonly code: string;
  readonly statistic: Statistic;
  /** The value exactly as sent, a plain decimal: `234.027785993799`. In the unit agreed for device and factor. */
  readonly text: string;
  /** The data flag (数据标记); `null` when none was sent or it is none of the eight. */
  readonly flag: DataFlag | null;
  /** The flag as sent; `null` when none was. */
  readonly flagText: string | null;
}

/**
 * Why a pair of the data area is no value: the device sent nothing, no decimal, a second value of one statistic, a key
 * that is no statistic of a factor, or no `key=value`.
 */
export type UnreadKind = 'EMPTY' | 'UNREADABLE' | 'REPEATED' | 'OTHER' | 'MALFORMED';

/** A pair that is no value, as it came. */
export interface UnreadPair {
  readonly kind: UnreadKind;
  /** Empty for a part that is no `key=value`. */
  readonly key: string;
  readonly text: string;
  /** The flag of its factor as sent, which often says why there is no value; `null` when there is none. */
  readonly flagText: string | null;
}

/** All that a packet says: every pair but DataTime and the flags is either a value or an unread pair. */
export interface PacketData {
  readonly interval: IntervalKind;
  /** The *start* of the interval; for real-time data the instant. */
  readonly dataTime: Date;
  /** In the order sent. */
  readonly values: readonly FactorValue[];
  readonly unread: readonly UnreadPair[];
  readonly leniencies: readonly Leniency[];
}

const INTERVALS: ReadonlyMap<string, IntervalKind> = new Map([
  ['2011', 'REAL_TIME'],
  ['2051', 'MINUTE'],
  ['2061', 'HOUR'],
  ['2031', 'DAY'],
]);

const DECIMAL = /^-?\d{1,20}(\.\d{1,20})?$/;
const FLAGS = 'NFMSDCTB';

/** The interval that a command carries readings of; `null` for any other command. */
export function intervalOf(cn: string): IntervalKind | null {
  return INTERVALS.get(cn) ?? null;
}

/**
 * The readings of a packet. A part that cannot be read is lost alone, never the packet; only the time must be legible.
 */
export function readingsOf(packet: Packet): Outcome<PacketData> {
  const interval = intervalOf(packet.cn);
  if (!interval) {
    return fail('COMMAND_UNSUPPORTED', `expected CN 2011, 2051, 2061 or 2031, found ${packet.cn}`);
  }
  const collector = new Collector();
  for (const group of packet.cp) collector.take(group);
  const { timeText } = collector;
  if (timeText === null) return fail('TIME_MISSING', 'expected DataTime');
  const dataTime = timeText.length === 14 ? parseChinaTime(timeText) : null;
  if (!dataTime) return fail('TIME_INVALID', `expected YYYYMMDDhhmmss, found ${quote(timeText)}`);
  collector.finish();
  const { values, unread, leniencies } = collector;
  return succeed({ interval, dataTime, values, unread, leniencies });
}

/** The pairs of a packet that carries no readings, as they came. */
export function unreadPairsOf(packet: Packet): UnreadPair[] {
  return packet.cp.flatMap((group) =>
    group.map(([key, text]) => ({ kind: key === '' ? 'MALFORMED' : 'OTHER', key, text, flagText: null })),
  );
}

type Open<T> = { -readonly [K in keyof T]: T[K] };

class Collector {
  readonly values: Open<FactorValue>[] = [];
  readonly unread: Open<UnreadPair>[] = [];
  readonly leniencies: Leniency[] = [];
  timeText: string | null = null;
  readonly #flags = new Map<string, string>();
  readonly #texts = new Map<string, string>();
  /** The factors of the unread pairs, by their index. */
  readonly #codesOfUnread: string[] = [];
  /** Before these, everything has its flag. */
  #openValue = 0;
  #openUnread = 0;

  take(group: DataGroup): void {
    const firstValue = this.values.length;
    const firstUnread = this.unread.length;
    let sole: string | null = null;
    let hasValue = false;
    let bareFlag: string | null = null;
    for (const [key, text] of group) {
      const meaning = meaningOf(key);
      if (meaning.kind === 'VALUE') {
        hasValue = true;
        this.#takeValue(key, text, meaning);
      } else if (meaning.kind === 'FLAG') {
        if (!meaning.isCased) this.leniencies.push('KEY_CASE');
        if (meaning.code === '') bareFlag = text;
        else this.#flags.set(meaning.code, text);
      } else this.#takeOther(key, text, meaning);
      if ('code' in meaning && meaning.code !== '') {
        if (sole !== null && sole !== meaning.code) this.leniencies.push('FACTORS_MIXED');
        sole = meaning.code;
      }
    }
    if (bareFlag !== null || (sole !== null && !hasValue)) this.leniencies.push('FLAG_APART');
    if (hasValue) this.#setFlags(firstValue, firstUnread, bareFlag);
    else if (bareFlag !== null) this.#setFinalFlag(bareFlag);
  }

  /** Flags that came before or after the group of their factor. */
  finish(): void {
    this.#setFlags(this.#openValue, this.#openUnread, null);
  }

  #takeValue(key: string, text: string, meaning: KeyMeaning & { kind: 'VALUE' }): void {
    const { code, statistic } = meaning;
    if (!meaning.isCased) this.leniencies.push('KEY_CASE');
    const name = meaning.isCased ? key : `${code}-${statistic}`;
    const before = this.#texts.get(name);
    if (before !== undefined) {
      this.leniencies.push('VALUE_REPEATED');
      // Said twice in the same words it is said once.
      if (before !== text) this.#park('REPEATED', key, text, code);
      return;
    }
    this.#texts.set(name, text);
    if (text === '') this.#park('EMPTY', key, text, code);
    else if (DECIMAL.test(text)) this.values.push({ code, statistic, text, flag: null, flagText: null });
    else {
      this.leniencies.push('VALUE_UNREADABLE');
      this.#park('UNREADABLE', key, text, code);
    }
  }

  #takeOther(key: string, text: string, { kind }: KeyMeaning): void {
    if (kind === 'TIME' && this.timeText === null) this.timeText = text;
    else this.#park(key === '' ? 'MALFORMED' : 'OTHER', key, text, '');
  }

  #park(kind: UnreadKind, key: string, text: string, code: string): void {
    this.unread.push({ kind, key, text, flagText: null });
    this.#codesOfUnread.push(code);
  }

  /** A flag without factor and group belongs to all before it that have none: often one stands for the whole packet. */
  #setFinalFlag(text: string): void {
    this.#setFlags(this.#openValue, this.#openUnread, text);
    this.#openValue = this.values.length;
    this.#openUnread = this.unread.length;
  }

  /** Gives the flag of their factor, or the one that names none, to all from these on that have none yet. */
  #setFlags(fromValue: number, fromUnread: number, bareFlag: string | null): void {
    for (let index = fromValue; index < this.values.length; index += 1) {
      const value = this.values[index];
      if (value?.flagText !== null) continue;
      value.flagText = this.#flags.get(value.code) ?? bareFlag;
      value.flag = dataFlagOf(value.flagText);
    }
    for (let index = fromUnread; index < this.unread.length; index += 1) {
      const pair = this.unread[index];
      const code = this.#codesOfUnread[index] ?? '';
      if (pair?.flagText !== null || code === '') continue;
      pair.flagText = this.#flags.get(code) ?? bareFlag;
    }
  }
}

function dataFlagOf(text: string | null): DataFlag | null {
  const flag = text?.trim().toUpperCase() ?? '';
  return flag.length === 1 && FLAGS.includes(flag) ? (flag as DataFlag) : null;
}
