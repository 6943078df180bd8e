import { EcoGridError } from '@ecogrid/errors';
import type { Clock } from '@ecogrid/service';
import type { GridProjection, Position } from '@ecogrid/territory';
import { matchOf, namedMatch } from './grid-match.rule.ts';
import type { GridMatch, GridMatchBasis } from './grid-match.type.ts';

interface Parts {
  readonly grids: GridProjection;
  readonly clock: Clock;
}

/** Finds the grid that answers for a place, and says why (属地判定). */
export class GridLocator {
  constructor(private readonly parts: Parts) {}

  /** @throws EcoGridError PLACE_OUTSIDE when no grid holds the position. */
  async locate(position: Position, basis: keyof typeof GridMatchBasis): Promise<GridMatch> {
    const match = await this.match(position, basis);
    if (match) return match;
    const { longitude, latitude } = position;
    throw new EcoGridError('PLACE_OUTSIDE', { longitude, latitude });
  }

  /** The same; null when no grid holds the position. */
  async match(position: Position, basis: keyof typeof GridMatchBasis): Promise<GridMatch | null> {
    return matchOf(await this.parts.grids.containing(position), { basis, at: this.now() }) ?? null;
  }

  /** The same, but for a place that no grid holds the word of the source is taken; null when it names no grid either. */
  async locateOr(
    position: Position,
    basis: keyof typeof GridMatchBasis,
    said: string | null,
  ): Promise<GridMatch | null> {
    const holding = await this.parts.grids.containing(position);
    const at = this.now();
    const named = said === null ? null : namedMatch(said, holding, { basis: 'SOURCE', at });
    return matchOf(holding, { basis, at }) ?? named;
  }

  /** A grid that is named. @throws EcoGridError NOT_FOUND when there is none of that code. */
  async named(
    code: string,
    basis: keyof typeof GridMatchBasis,
    position: Position | null,
  ): Promise<GridMatch> {
    const match = await this.find(code, basis, position);
    if (match) return match;
    throw new EcoGridError('NOT_FOUND', { thing: 'grid', id: code });
  }

  /** The same; null when there is no grid of that code. */
  async find(
    code: string,
    basis: keyof typeof GridMatchBasis,
    position: Position | null,
  ): Promise<GridMatch | null> {
    if (!(await this.parts.grids.byCode(code))) return null;
    const holding = position ? await this.parts.grids.containing(position) : [];
    return namedMatch(code, holding, { basis, at: this.now() });
  }

  private now(): Date {
    return this.parts.clock.now();
  }
}
