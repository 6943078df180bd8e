import { encodeAnswer } from './answer.ts';
import { formatChinaTime } from './china-time.rule.ts';
import type { DataGroup } from './data-area.ts';
import type { DeviceSettings, Edition } from './device-settings.ts';
import { encodeFrame, type PacketDraft } from './encode.ts';
import type { Packet } from './packet.ts';
import type { DataFlag, IntervalKind } from './reading.ts';

/** A factor with a curve over the day. */
export interface SimulatedFactor {
  /** As the device sends it: `w01018`, or `011` in the edition of 2005. */
  readonly code: string;
  readonly mean: number;
  /** How far the day swings round the mean, as a share of it: 0.2 is 20 %. */
  readonly swing?: number;
  /** How far a single value strays from the curve, as a share of it. */
  readonly noise?: number;
  readonly decimals?: number;
}

export interface StationOptions {
  readonly mn: string;
  readonly st: string;
  readonly pw: string;
  readonly settings: DeviceSettings;
  readonly factors: readonly SimulatedFactor[];
  /** The same seed gives the same values at the same times. */
  readonly seed: number;
  /** The value of a factor at a time, in place of that of its curve: an exceedance, a fault. `null` leaves it out. */
  readonly disturb?: (code: string, at: Date, value: number) => Disturbance;
}

type Disturbance = { readonly value: number; readonly flag?: DataFlag } | null;

const VERSIONS: Readonly<Record<Edition, number>> = { '2005': 0, '2017': 1, '2025': 2 };
const COMMANDS: Readonly<Record<IntervalKind, string>> = {
  REAL_TIME: '2011',
  MINUTE: '2051',
  HOUR: '2061',
  DAY: '2031',
};
const MINUTE = 60_000;
const SAMPLES: Readonly<Record<Exclude<IntervalKind, 'REAL_TIME'>, { step: number; count: number }>> = {
  MINUTE: { step: 10_000, count: 60 },
  HOUR: { step: MINUTE, count: 60 },
  DAY: { step: 15 * MINUTE, count: 96 },
};
const DAY_MILLISECONDS = 24 * 60 * MINUTE;
const CHINA_OFFSET = 8 * 60 * MINUTE;
const ANSWER_BIT = 1;

/** An instrument that has no hardware: its frames and its answers, the same for the same seed. */
export class SimulatedStation {
  readonly #options: StationOptions;

  constructor(options: StationOptions) {
    this.#options = options;
  }

  /** The real-time packet of a moment. */
  realTime(at: Date, qn = at): Buffer {
    const groups = this.#options.factors.flatMap((factor) => {
      const measured = this.#measure(factor, at);
      if (!measured) return [];
      return [groupOf(factor, [['Rtd', measured.value]], measured.flag)];
    });
    return this.#frame('REAL_TIME', at, groups, qn);
  }

  /** The packet of an interval by its start: least, mean, greatest and, with one sample a step, the sum of them. */
  interval(kind: Exclude<IntervalKind, 'REAL_TIME'>, start: Date, qn = start): Buffer {
    const { step, count } = SAMPLES[kind];
    const groups = this.#options.factors.flatMap((factor) => {
      const values = Array.from({ length: count }, (_, index) =>
        this.#measure(factor, new Date(start.getTime() + index * step)),
      ).flatMap((measured) => (measured && measured.flag === 'N' ? [measured.value] : []));
      if (values.length === 0) return [];
      const total = values.reduce((sum, value) => sum + value, 0);
      const statistics: [string, number][] = [
        ['Min', Math.min(...values)],
        ['Avg', total / values.length],
        ['Max', Math.max(...values)],
        ['Cou', total],
      ];
      return [groupOf(factor, statistics, this.#options.settings.edition === '2005' ? null : 'N')];
    });
    return this.#frame(kind, start, groups, qn);
  }

  /** The heartbeat (9015), which the edition of 2025 knows. */
  heartbeat(at: Date): Buffer {
    return this.#encode({ cn: '9015', cp: [] }, at, true);
  }

  /** The frames that answer a request: ready (9011), the data, done (9012). */
  answer(request: Packet, now: Date): Buffer[] {
    const { qn, cn, pw, mn, flag, cp } = request;
    if (qn === null || flag === null) return [];
    const asked = { qn, cn, pw, mn, flag };
    const { settings } = this.#options;
    if (pw !== this.#options.pw) return [encodeAnswer(asked, '9011', [['QnRtn', '3']], settings)];
    const replies: DataGroup[] =
      cn === '1011' ? [[...cp.flat(), ['SystemTime', formatChinaTime(now, 14)]]] : [];
    return [
      encodeAnswer(asked, '9011', [['QnRtn', '1']], settings),
      ...replies.map((group) => this.#encode({ cn, cp: [group] }, qn, false)),
      encodeAnswer(asked, '9012', [['ExeRtn', '1']], settings),
    ];
  }

  #measure(factor: SimulatedFactor, at: Date): { value: number; flag: DataFlag } | null {
    const value = this.#curve(factor, at);
    const { disturb } = this.#options;
    if (!disturb) return { value, flag: 'N' };
    const disturbed = disturb(factor.code, at, value);
    return disturbed && { flag: 'N', ...disturbed };
  }

  #curve({ code, mean, swing = 0.2, noise = 0.05 }: SimulatedFactor, at: Date): number {
    const day = ((at.getTime() + CHINA_OFFSET) % DAY_MILLISECONDS) / DAY_MILLISECONDS;
    const strayed = 2 * fraction(this.#options.seed, code, at.getTime()) - 1;
    return mean * (1 + swing * Math.sin(2 * Math.PI * (day - 0.25))) * (1 + noise * strayed);
  }

  #frame(kind: IntervalKind, time: Date, groups: readonly DataGroup[], qn: Date): Buffer {
    const cp: DataGroup[] = [[['DataTime', formatChinaTime(time, 14)]], ...groups];
    return this.#encode({ cn: COMMANDS[kind], cp }, qn, true);
  }

  /** Uploads of the 2005 edition carry neither QN nor Flag. */
  #encode({ cn, cp }: Pick<PacketDraft, 'cn' | 'cp'>, number: Date | string, wantsAnswer: boolean): Buffer {
    const { mn, st, pw, settings } = this.#options;
    const isBare = settings.edition === '2005' && wantsAnswer;
    const qn = typeof number === 'string' ? number : formatChinaTime(number, 17);
    const flag = (VERSIONS[settings.edition] << 2) | (wantsAnswer ? ANSWER_BIT : 0);
    return encodeFrame({ qn: isBare ? null : qn, st, cn, pw, mn, flag: isBare ? null : flag, cp }, settings);
  }
}

function groupOf(
  { code, decimals = 2 }: SimulatedFactor,
  statistics: readonly (readonly [string, number])[],
  flag: DataFlag | null,
): DataGroup {
  const values = statistics.map(([name, value]): [string, string] => [
    `${code}-${name}`,
    value.toFixed(decimals),
  ]);
  return flag === null ? values : [...values, [`${code}-Flag`, flag]];
}

/** A number from 0 to 1 for a factor and a time, by FNV-1a and a last mixing. */
function fraction(seed: number, code: string, time: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const unit of `${code} ${time}`) hash = Math.imul(hash ^ unit.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 12)) >>> 0) / 2 ** 32;
}
