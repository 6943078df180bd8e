import type { Payload } from '@ecogrid/event-contracts';
import type { Actor } from '@ecogrid/identity';
import { shanghaiDay, shanghaiMinute, type Clock } from '@ecogrid/service';
import type { CategoryRepository } from '../codes/index.ts';
import { fresh, type Report, type ReportChanges, type ReportRepository } from '../intake/index.ts';
import type { GridLocator } from '../neighbours/index.ts';
import type { CaseAdoption } from './case.adoption.ts';
import type { CaseRepository } from './case.repository.ts';
import { measured, plainNumber } from './measured.rule.ts';
import { lineOf } from './words.rule.ts';

export type RaisedExceedance = Payload<'ExceedanceRaised'>;

interface Parts {
  readonly reports: ReportRepository;
  readonly reportChanges: ReportChanges;
  readonly cases: CaseRepository;
  readonly adoption: CaseAdoption;
  readonly categories: CategoryRepository;
  readonly locator: GridLocator;
  readonly clock: Clock;
}

const CHANNEL = 'EXCEEDANCE';
/** HJ 212 factor codes begin with w (water) or a (air). */
const CATEGORIES: Readonly<Record<string, string>> = { w: 'WATER_EXCEEDANCE', a: 'AIR_EXCEEDANCE' };

/**
 * An exceedance becomes a report, and the report part of a case: of the standing one of the same outlet and pollutant,
 * else of a new one. docs/domain.md rows 13, 18 and 34. Called inside a unit of work; the same exceedance again does nothing.
 */
export class ExceedanceIntake {
  constructor(private readonly parts: Parts) {}

  async take(actor: Actor, raised: RaisedExceedance): Promise<void> {
    const { reports, reportChanges, cases, adoption } = this.parts;
    if (await reports.ofExceedance(raised.exceedanceId)) return;
    const report = await this.reportOf(raised);
    await reportChanges.create(actor, report);
    const { description: summary } = report;
    const adopted = { report, version: report.version, role: null, title: lineOf(titleOf(raised)), summary };
    const standing = await cases.standing(raised.outletId, raised.pollutantCode);
    if (standing) await adoption.intoStanding(actor, standing, adopted);
    else await adoption.intoNew(actor, adopted);
  }

  private async reportOf(raised: RaisedExceedance): Promise<Report> {
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

function about(raised: RaisedExceedance) {
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

function titleOf({ outletName, pollutantName, value, limit, unit }: RaisedExceedance): string {
  return `${outletName}${pollutantName}超标:${measured(value, unit)}(限值 ${plainNumber(limit)})`;
}
