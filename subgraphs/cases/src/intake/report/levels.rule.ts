import type { Role } from '@ecogrid/identity';
import type { ReviewLevel } from '../../codes/index.ts';

type Level = keyof typeof ReviewLevel;

/** The reviewing role of each level. */
export const REVIEWERS: Readonly<Record<Level, Role>> = {
  UNIT: 'GRID_MEMBER',
  STREET: 'GRID_HEAD',
  ZONE: 'OPERATOR',
};
const FROM_BELOW: readonly Level[] = ['UNIT', 'STREET', 'ZONE'];

/**
 * The levels that a report owes: those of its channel above the reporter's own. No person reviews a report of their own, which they
 * themselves; where the channel has no level above them, the desk is.
 */
export function levelsOwed(levels: readonly Level[], roles: readonly Role[]): Level[] {
  const own = FROM_BELOW.findLastIndex((level) => level !== 'ZONE' && roles.includes(REVIEWERS[level]));
  const above = levels.filter((level) => FROM_BELOW.indexOf(level) > own);
  return levels.length > 0 && above.length === 0 ? ['ZONE'] : above;
}
