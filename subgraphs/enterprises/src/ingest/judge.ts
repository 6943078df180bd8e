import { newId } from '@ecogrid/database';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import type { EpisodeKeeper, Judged } from '../episode/index.ts';
import {
  exceedanceRaised,
  isAbout,
  isValid,
  verdictsOf,
  type Exceedance,
  type ExceedanceRepository,
  type Verdict,
} from '../exceedance/index.ts';
import { isInForce } from '../limit-rule/index.ts';
import type { Reading } from '../reading/index.ts';
import type { RegisteredDevice, WatchedSource } from './device-registry.repository.ts';

/** The readings of a packet that are new. */
export interface Stored {
  readonly registered: RegisteredDevice;
  readonly receivedAt: Date;
  readonly fresh: readonly Reading[];
}

interface Parts {
  readonly exceedances: ExceedanceRepository;
  readonly episodeKeeper: EpisodeKeeper;
  readonly outbox: Outbox<TopicOf<'enterprises'>>;
}

/** A reading with its verdicts, and the exceedances that follow. */
interface Judgement extends Omit<Judged, 'exceedanceIds'> {
  readonly raised: readonly Exceedance[];
}

/** Compares readings with the rules of their outlet: exceedances, episodes and events, in the transaction that stores them. */
export class Judge {
  /** Devices and factors whose last real-time value was not flagged as normal; of the edition of 2005 only. */
  private readonly abnormal = new Set<string>();

  constructor(private readonly parts: Parts) {}

  async take(stored: readonly Stored[]): Promise<void> {
    const { exceedances, episodeKeeper, outbox } = this.parts;
    const judged = stored.flatMap((each) => each.fresh.flatMap((reading) => this.judge(reading, each)));
    if (judged.length === 0) return;
    // A corrected mean that was beyond the limit before has its exceedance.
    const corrected = judged.filter(({ reading }) => reading.correctedAt !== null);
    const standing = await exceedances.standing(corrected.flatMap(({ raised }) => raised));
    const raised = judged.flatMap((each) =>
      each.raised.flatMap((exceedance) => (standing.has(exceedance) ? [] : [{ exceedance, each }])),
    );
    await exceedances.insert(raised.map(({ exceedance }) => exceedance));
    const followed = judged.map((each) => ({
      ...each,
      exceedanceIds: new Map(each.raised.map((one) => [one.limitRuleId, standing.get(one) ?? one.id])),
    }));
    const changes = await episodeKeeper.follow(followed);
    const events = [...raised.map(({ exceedance, each }) => exceedanceRaised(exceedance, each)), ...changes];
    if (events.length > 0) await outbox.announce(...events);
  }

  private judge(reading: Reading, { registered, receivedAt }: Stored): Judgement[] {
    const { device, source, rules, pollutantNames } = registered;
    const context = { protocolVersion: device.protocolVersion, isNormal: this.isNormal(registered, reading) };
    if (!source || !isValid(reading, context)) return [];
    const verdicts = verdictsOf(reading, rules, context);
    const ruledOut = rules.filter((rule) => isAbout(rule, reading) && !isInForce(rule, reading.measuredAt));
    if (verdicts.length === 0 && ruledOut.length === 0) return [];
    const raised = verdicts.flatMap((verdict) => exceedanceOf(reading, source, verdict, receivedAt));
    const pollutantName = pollutantNames.get(reading.pollutantCode) ?? reading.pollutantCode;
    return [{ reading, receivedAt, verdicts, ruledOut, ...source, pollutantName, raised }];
  }

  /** Keeps the flags of real-time values of 2005, whose means have none. */
  private isNormal({ device }: RegisteredDevice, { pollutantCode, interval, flag }: Reading): boolean {
    if (device.protocolVersion !== '2005') return true;
    const key = `${device.id} ${pollutantCode}`;
    if (interval === 'REAL_TIME') {
      if (flag === 'N') this.abnormal.delete(key);
      else this.abnormal.add(key);
    }
    return !this.abnormal.has(key);
  }
}

function exceedanceOf(
  reading: Reading,
  { outlet, enterprise }: WatchedSource,
  { rule, broken }: Verdict,
  raisedAt: Date,
): Exceedance[] {
  if (!broken) return [];
  const { deviceId, pollutantCode, statistic, interval, measuredAt, sequence, value, unit } = reading;
  return [
    {
      id: newId(),
      deviceId,
      pollutantCode,
      statistic,
      interval,
      measuredAt,
      sequence,
      value,
      unit,
      outletId: outlet.id,
      enterpriseId: enterprise.id,
      enterpriseCode: enterprise.creditCode,
      gridCode: outlet.gridCode,
      limitRuleId: rule.id,
      averaging: rule.averaging,
      ...broken,
      raisedAt,
    },
  ];
}
