import type { DataFlag, ReadingInterval, ReadingStatistic } from './reading.vocabulary.ts';
import type { SentValue } from './reading-store.repository.ts';

/** A value that is stored. */
export interface StandingValue {
  readonly value: string;
  readonly flag: DataFlag | null;
  readonly receivedAt: Date;
}

/** The values of one packet, by `kindOf`. */
export type StandingPacket = Map<string, StandingValue>;

/** The stored packets of one stream under one DataTime, by sequence. */
export type StandingPackets = Map<number, StandingPacket>;

interface Sent {
  readonly interval: ReadingInterval;
  readonly receivedAt: Date;
  readonly values: readonly SentValue[];
}

/** The values of a packet that are to be stored, and their sequence. */
export interface Kept {
  readonly sequence: number;
  readonly fresh: readonly SentValue[];
  readonly replaced: ReadonlyArray<{ readonly value: SentValue; readonly former: StandingValue }>;
  readonly repeated: number;
  /** Whether the packet has no place, because its DataTime has as many measurements as are kept. */
  readonly isCrowded: boolean;
}

/**
 * Measurements of one DataTime: a clock that shows minutes and an instrument that measures each second. Each packet is
 * compared with all of them, so that more would let a device slow the storage down.
 */
const MOST = 60;

/**
 * Compares a packet with the values under its DataTime, and adds it there.
 *
 * Instruments send several packets of real-time data with one DataTime, each measured anew: a packet that says anything
 * new is another measurement and has the next sequence. An interval has one value: another one for it is a correction.
 */
export function kept(sent: Sent, standing: StandingPackets): Kept {
  return sent.interval === 'REAL_TIME' ? keptMoment(sent, standing) : keptInterval(sent, standing);
}

/** The values of one packet that are of one kind. */
export function kindOf({
  pollutantCode,
  statistic,
}: {
  readonly pollutantCode: string;
  readonly statistic: ReadingStatistic;
}): string {
  return `${pollutantCode} ${statistic}`;
}

const UNCHANGED: Kept = { sequence: 0, fresh: [], replaced: [], repeated: 0, isCrowded: false };

function keptMoment({ values, receivedAt }: Sent, standing: StandingPackets): Kept {
  for (const [sequence, packet] of standing) {
    if (values.every((value) => isSame(value, packet.get(kindOf(value)))))
      return { ...UNCHANGED, sequence, repeated: values.length };
  }
  const sequence = standing.size === 0 ? 0 : Math.max(...standing.keys()) + 1;
  if (sequence >= MOST) return { ...UNCHANGED, sequence, isCrowded: true };
  standing.set(sequence, new Map(values.map((value) => [kindOf(value), standingValue(value, receivedAt)])));
  return { ...UNCHANGED, sequence, fresh: values };
}

function keptInterval({ values, receivedAt }: Sent, standing: StandingPackets): Kept {
  const packet = standing.get(0) ?? new Map<string, StandingValue>();
  standing.set(0, packet);
  const fresh: SentValue[] = [];
  const replaced: Array<{ value: SentValue; former: StandingValue }> = [];
  for (const value of values) {
    const former = packet.get(kindOf(value));
    if (isSame(value, former)) continue;
    if (former) replaced.push({ value, former });
    else fresh.push(value);
    packet.set(kindOf(value), standingValue(value, receivedAt));
  }
  const repeated = values.length - fresh.length - replaced.length;
  return { ...UNCHANGED, fresh, replaced, repeated };
}

function isSame(sent: SentValue, standing: StandingValue | undefined): boolean {
  return standing?.value === sent.value && standing.flag === sent.flag;
}

function standingValue({ value, flag }: SentValue, receivedAt: Date): StandingValue {
  return { value, flag, receivedAt };
}
