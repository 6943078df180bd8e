import type { Payload } from '@ecogrid/event-contracts';
import type { Actor } from '@ecogrid/identity';
import { shanghaiDay, shanghaiMinute, type Clock } from '@ecogrid/service';
import { measured, plainNumber } from '@ecogrid/subgraph';
import type { CategoryRepository } from '../codes/index.ts';
import { fresh, type Report, type ReportChanges, type ReportRepository } from '../intake/index.ts';
import type { GridLocator } from '../neighbours/index.ts';
import type { CaseEpisode } from './case-episode.entity.ts';
import type { CaseEpisodeRepository } from './case-episode.repository.ts';
import type { CaseAdoption } from './case.adoption.ts';
import type { Case } from './case.entity.ts';
import type { CaseRepository } from './case.repository.ts';
import type { HistoryService } from './history/index.ts';
import { lineOf } from './words.rule.ts';

export type ChangedEpisode = Payload<'EpisodeChanged'>;

/** The words for the values that are compared, before the name of the exceedance. */
const MEANS = { REAL_TIME: '', HOURLY: '小时均值', DAILY: '日均值' } as const;

interface Parts {
  readonly reports: ReportRepository;
  readonly reportChanges: ReportChanges;
  readonly cases: CaseRepository;
  readonly caseEpisodes: CaseEpisodeRepository;
  readonly history: HistoryService;
  readonly adoption: CaseAdoption;
  readonly categories: CategoryRepository;
  readonly locator: GridLocator;
  readonly clock: Clock;
}

const CHANNEL = 'EXCEEDANCE';
/** HJ 212 factor codes begin with w (water) or a (air). */
const CATEGORIES: Readonly<Record<string, string>> = { w: 'WATER_EXCEEDANCE', a: 'AIR_EXCEEDANCE' };

/**
 * An episode of exceedance is one report, and the report part of a case: of the standing one of the same outlet and pollutant,
 * else of a new one, which follows the closed one. An episode that goes on after its case was closed opens a new one.
 * docs/domain.md rows 13, 18 and 34. Called inside a unit of work; the same event again does nothing.
 */
export class ExceedanceIntake {
  constructor(private readonly parts: Parts) {}

  async take(actor: Actor, changed: ChangedEpisode): Promise<void> {
    const { cases, caseEpisodes } = this.parts;
    const known = await caseEpisodes.find(changed.episodeId);
    if (known && known.episodeVersion >= changed.version) return;
    const own = known && (await cases.find(known.caseId));
    if (changed.change === 'ENDED') {
      if (own) await this.end(actor, own, known, changed);
    } else if (own && !isClosed(own)) {
      await caseEpisodes.put({ ...known, episodeVersion: changed.version });
    } else await this.report(actor, changed);
  }

  /** The episode joins the standing case, or opens one. */
  private async report(actor: Actor, changed: ChangedEpisode): Promise<void> {
    const { reportChanges, cases, caseEpisodes, adoption } = this.parts;
    const { episodeId, version: episodeVersion, outletId, pollutantCode } = changed;
    const report = await this.reportOf(changed);
    await reportChanges.create(actor, report);
    const { description: summary } = report;
    const adopted = { report, version: report.version, role: null, title: lineOf(titleOf(changed)), summary };
    const standing = await cases.standing(outletId, pollutantCode);
    const previous = standing ? null : await cases.lastClosed(outletId, pollutantCode);
    const subject = standing
      ? await adoption.intoStanding(actor, standing, adopted)
      : await adoption.intoNew(actor, adopted);
    const link = { caseId: subject.id, previousCaseId: previous?.id ?? null };
    await caseEpisodes.put({ episodeId, episodeVersion, ...link, endedAt: null });
  }

  private async end(
    actor: Actor,
    { id: caseId, state }: Case,
    known: CaseEpisode,
    changed: ChangedEpisode,
  ): Promise<void> {
    const endedAt = new Date(changed.endedAt ?? changed.measuredAt);
    await this.parts.caseEpisodes.put({ ...known, episodeVersion: changed.version, endedAt });
    await this.parts.history.append(actor, {
      caseId,
      thing: 'CASE' as const,
      thingId: caseId,
      action: 'endEpisode' as const,
      from: state,
      to: state,
      actorRole: null,
      note: endOf(changed, endedAt),
    });
  }

  private async reportOf(raised: ChangedEpisode): Promise<Report> {
    const { categories, locator, clock } = this.parts;
    const now = clock.now();
    const channel = await categories.channel(CHANNEL, shanghaiDay(now));
    // The polygon decides; the event's own word is for the time before the grids are known here.
    const gridMatch = await locator.locateOr(raised, 'OBJECT', raised.gridCode);
    return {
      ...fresh(channel, now),
      ...about(raised),
      observedAt: new Date(raised.measuredAt),
      description: `${titleOf(raised)},监测时间 ${shanghaiMinute(new Date(raised.measuredAt))}`,
      categoryCode: CATEGORIES[raised.pollutantCode.charAt(0)] ?? 'OTHER',
      gridCode: gridMatch?.gridCode ?? null,
      gridMatch,
      objectKind: 'ENTERPRISE',
      objectName: raised.enterpriseName,
    };
  }
}

function about(raised: ChangedEpisode) {
  const {
    exceedanceId,
    enterpriseId: supervisedObjectId,
    enterpriseCode,
    outletId,
    pollutantCode,
    longitude,
    latitude,
  } = raised;
  return { exceedanceId, supervisedObjectId, enterpriseCode, outletId, pollutantCode, longitude, latitude };
}

function titleOf({ outletName, pollutantName, averaging, value, limit, unit }: ChangedEpisode): string {
  return `${outletName}${pollutantName}${MEANS[averaging]}超标:${measured(value, unit)}(限值 ${plainNumber(limit)})`;
}

function endOf(changed: ChangedEpisode, endedAt: Date): string {
  const { pollutantName, averaging, value, unit, readingCount } = changed;
  return `${pollutantName}${MEANS[averaging]}自 ${shanghaiMinute(endedAt)} 恢复达标;超标数据 ${readingCount} 个,最差 ${measured(value, unit)}`;
}

/** The desk has rejected or voided other ended cases with their exceedance. */
function isClosed({ state }: Case): boolean {
  return state === 'CLOSED' || state === 'LOOKBACK';
}
