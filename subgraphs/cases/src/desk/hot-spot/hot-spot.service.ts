import { EcoGridError } from '@ecogrid/errors';
import type { Actor } from '@ecogrid/identity';
import { MOST_CATEGORIES } from '../../codes/index.ts';
import { visibleCases } from '../../case/index.ts';
import { gridsWithin } from '../../kernel/index.ts';
import type { HotSpotArguments } from './hot-spot.input.ts';
import type { HotSpotRepository } from './hot-spot.repository.ts';
import {
  CODE_LENGTH,
  daysOf,
  periodBefore,
  spotsOf,
  sumOf,
  type Period,
  type Spot,
} from './hot-spot.rule.ts';
import type { CaseHotSpot, CaseHotSpots } from './hot-spot.type.ts';

const MOST_DAYS = 366;

export class HotSpotService {
  constructor(private readonly counts: HotSpotRepository) {}

  /** @returns null for those who answer for no grid. @throws EcoGridError INPUT_INVALID. */
  async find(
    actor: Actor,
    { from, to, within, categoryCode, level, first }: HotSpotArguments,
  ): Promise<CaseHotSpots | null> {
    const period = sound({ from, to });
    const scope = visibleCases(actor);
    if (!scope.everything && scope.grids.length === 0) return null;
    const before = periodBefore(period);
    const grids = gridsWithin(scope, within);
    const filter = { grids, before, period, categoryCode, codeLength: CODE_LENGTH[level] };
    const tallies = await this.counts.tallies(filter);
    const spots = spotsOf(tallies).slice(0, first).map(hotSpotOf);
    return { previousFrom: before.from, previousTo: before.to, ...sumOf(tallies), spots };
  }
}

function sound(period: Period): Period {
  const days = daysOf(period);
  if (days >= 1 && days <= MOST_DAYS) return period;
  throw new EcoGridError('INPUT_INVALID', {
    problems: [{ path: 'from, to', problem: 'dayRange', max: MOST_DAYS }],
  });
}

function hotSpotOf({ gridCode, opened, openedBefore, tallies }: Spot): CaseHotSpot {
  return { grid: { code: gridCode }, opened, openedBefore, categories: tallies.slice(0, MOST_CATEGORIES) };
}
