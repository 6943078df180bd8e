import { newId, type Database } from '@ecogrid/database';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { NewEvent } from '@ecogrid/events';
import { BOUNDS } from '../bounds.ts';
import type { Enterprise } from '../enterprise/index.ts';
import type { Verdict } from '../exceedance/index.ts';
import type { LimitRule } from '../limit-rule/index.ts';
import type { Outlet } from '../outlet/index.ts';
import type { Reading } from '../reading/index.ts';
import type { Episode } from './episode.entity.ts';
import { episodeChanged, type ChangedAround } from './episode.event.ts';
import type { EpisodeRepository } from './episode.repository.ts';
import type { EpisodeChange } from './episode.vocabulary.ts';
import { advanced, cutOff, type Run, type Step } from './run.rule.ts';

/** A valid reading with the rules that it was compared with. */
export interface Judged {
  readonly reading: Reading;
  readonly receivedAt: Date;
  readonly verdicts: readonly Verdict[];
  /** Rules about such readings that are not in force when it was measured. */
  readonly ruledOut: readonly LimitRule[];
  readonly outlet: Outlet;
  readonly enterprise: Pick<Enterprise, 'id' | 'name' | 'creditCode'>;
  readonly pollutantName: string;
  /** The exceedances that it raised, by rule. */
  readonly exceedanceIds: ReadonlyMap<string, string>;
}

interface Change {
  readonly episode: Episode;
  readonly change: EpisodeChange;
  readonly around: ChangedAround;
  readonly at: Date;
}

type Live = Map<string, readonly Episode[]>;

/**
 * The episodes that are not ended, kept in memory as they are in the table: a value within its limits at a device without
 * any costs no statement. See docs/decisions/0114.
 */
export class EpisodeKeeper {
  /** By device. */
  private live: Promise<Live> | undefined;

  constructor(
    private readonly database: Database,
    private readonly repository: EpisodeRepository,
  ) {}

  /**
   * Judges readings in the order given. Call it inside the transaction that stores them. @returns the events to
   * announce.
   */
  async follow(judged: readonly Judged[]): Promise<Array<NewEvent<TopicOf<'enterprises'>>>> {
    if (judged.length === 0) return [];
    const live = await this.read();
    const group = new Group(live);
    for (const one of judged) group.take(one);
    if (!group.isChanged) return [];
    const changes = group.withPrevious(await this.repository.latestEnded(group.opened()));
    await this.repository.write(group.written());
    this.database.afterCommit(() => group.devices.forEach((own, device) => live.set(device, own)));
    return changes.map(({ episode, change, around, at }) => episodeChanged(episode, change, around, at));
  }

  private read(): Promise<Live> {
    this.live ??= this.repository.live().then(byDevice, (error: unknown) => {
      this.live = undefined;
      throw error;
    });
    return this.live;
  }
}

const NONE: readonly Episode[] = [];

/** The changes of one transaction. */
class Group {
  readonly devices: Live = new Map();
  private changes: Change[] = [];
  /** The ids of those that began here: the table does not have them. */
  private readonly begun = new Set<string>();
  private readonly after = new Map<string, Episode | null>();

  constructor(private readonly live: Live) {}

  get isChanged(): boolean {
    return this.after.size > 0;
  }

  take(judged: Judged): void {
    const { deviceId } = judged.reading;
    for (const verdict of judged.verdicts) {
      const episode = this.of(deviceId).find(({ limitRuleId }) => limitRuleId === verdict.rule.id);
      if (!episode && !verdict.broken) continue;
      const { value, measuredAt, correctedAt } = judged.reading;
      const given = { value, measuredAt, isCorrection: correctedAt !== null, broken: verdict.broken };
      this.put(judged, verdict.rule, episode, advanced(episode ? runOf(episode) : null, given, verdict.rule));
    }
    for (const rule of judged.ruledOut) {
      const episode = this.of(deviceId).find(({ limitRuleId }) => limitRuleId === rule.id);
      if (episode && judged.reading.measuredAt > episode.judgedAt)
        this.put(judged, rule, episode, cutOff(runOf(episode), judged.reading.measuredAt));
    }
  }

  /** The episodes that open: they are linked to the ones before. */
  opened(): Episode[] {
    return this.changes.filter(({ change }) => change === 'OPENED').map(({ episode }) => episode);
  }

  /** @param ended the latest ended episode of each live key that the table has. */
  withPrevious(ended: ReadonlyMap<string, string>): Change[] {
    const latest = new Map(ended);
    const previous = new Map<string, string | null>();
    for (const { episode, change } of this.changes) {
      const key = liveKeyOf(episode.deviceId, episode.limitRuleId);
      if (change === 'OPENED') previous.set(episode.id, latest.get(key) ?? null);
      if (change === 'ENDED') latest.set(key, episode.id);
    }
    const linked = (episode: Episode): Episode =>
      previous.has(episode.id) ? { ...episode, previousId: previous.get(episode.id) ?? null } : episode;
    for (const [id, episode] of this.after) if (episode) this.after.set(id, linked(episode));
    for (const [device, own] of this.devices) this.devices.set(device, own.map(linked));
    this.changes = this.changes.map((each) => ({ ...each, episode: linked(each.episode) }));
    return this.changes;
  }

  written(): { readonly inserted: Episode[]; readonly updated: Episode[]; readonly dropped: string[] } {
    const rows = [...this.after];
    const kept = rows.flatMap(([, episode]) => (episode ? [episode] : []));
    return {
      inserted: kept.filter(({ id }) => this.begun.has(id)),
      updated: kept.filter(({ id }) => !this.begun.has(id)),
      dropped: rows.flatMap(([id, episode]) => (episode === null && !this.begun.has(id) ? [id] : [])),
    };
  }

  private of(deviceId: string): readonly Episode[] {
    return this.devices.get(deviceId) ?? this.live.get(deviceId) ?? NONE;
  }

  private put(judged: Judged, rule: LimitRule, before: Episode | undefined, { run, change }: Step): void {
    const { reading, receivedAt, exceedanceIds, outlet, enterprise, pollutantName } = judged;
    const others = this.of(reading.deviceId).filter(({ id }) => id !== before?.id);
    const next = run && episodeOf(judged, rule, before, run);
    const isAnnounced = next !== null && change !== null && mustAnnounce(change, before, next, receivedAt);
    const episode = next && (isAnnounced ? { ...next, announcedAt: receivedAt } : next);
    if (episode && !before) this.begun.add(episode.id);
    if (episode) this.after.set(episode.id, episode);
    else if (before) this.after.set(before.id, null);
    this.devices.set(reading.deviceId, episode && episode.endedAt === null ? [...others, episode] : others);
    if (!episode || !change || !isAnnounced) return;
    const exceedanceId = change === 'ENDED' ? null : (exceedanceIds.get(rule.id) ?? null);
    const around = { outlet, enterprise, pollutantName, exceedanceId };
    this.changes.push({ episode, change, around, at: receivedAt });
  }
}

/** Growth is announced when the peak is worse, else once a minute. See docs/decisions/0120. */
function mustAnnounce(change: EpisodeChange, before: Episode | undefined, next: Episode, at: Date): boolean {
  if (change !== 'GREW' || !before?.announcedAt) return true;
  const isWorse = next.peakAt.getTime() !== before.peakAt.getTime() || next.peak !== before.peak;
  return isWorse || at.getTime() - before.announcedAt.getTime() >= BOUNDS.episodes.growthAnnouncedEveryMs;
}

function episodeOf(
  { reading, receivedAt, outlet, enterprise }: Judged,
  rule: LimitRule,
  before: Episode | undefined,
  { isOpen, ...run }: Run,
): Episode {
  const { deviceId, monitorPointId, pollutantCode, unit } = reading;
  const state = run.endedAt ? 'ENDED' : isOpen ? 'OPEN' : 'PENDING';
  const liveKey = run.endedAt ? null : liveKeyOf(deviceId, rule.id);
  if (before) {
    const openedAt = before.state === 'PENDING' ? receivedAt : before.openedAt;
    return { ...before, ...run, state, liveKey, openedAt, version: before.version + 1 };
  }
  return {
    ...run,
    id: newId(),
    state,
    liveKey,
    version: 1,
    openedAt: receivedAt,
    announcedAt: null,
    previousId: null,
    limitRuleId: rule.id,
    averaging: rule.averaging,
    deviceId,
    monitorPointId,
    pollutantCode,
    unit,
    outletId: outlet.id,
    gridCode: outlet.gridCode,
    enterpriseId: enterprise.id,
    enterpriseCode: enterprise.creditCode,
  };
}

function runOf(episode: Episode): Run {
  const { peak, peakAt, bound, limit, firstAt, lastAt, judgedAt } = episode;
  const { readingCount, withinCount, withinSince, endedAt, state } = episode;
  return {
    isOpen: state === 'OPEN',
    peak,
    peakAt,
    bound,
    limit,
    firstAt,
    lastAt,
    judgedAt,
    readingCount,
    withinCount,
    withinSince,
    endedAt,
  };
}

function liveKeyOf(deviceId: string, ruleId: string): string {
  return `${deviceId} ${ruleId}`;
}

function byDevice(episodes: readonly Episode[]): Live {
  const live = new Map<string, Episode[]>();
  for (const episode of episodes)
    live.set(episode.deviceId, [...(live.get(episode.deviceId) ?? []), episode]);
  return live;
}
