import { hasRole, holds, type Actor, type Role } from '@ecogrid/identity';
import type { ReviewLevel } from '../../codes/index.ts';

type Level = keyof typeof ReviewLevel;

/** The reviewing role of each level. */
export const REVIEWERS = {
  UNIT: 'GRID_MEMBER',
  STREET: 'GRID_HEAD',
  ZONE: 'OPERATOR',
} as const satisfies Readonly<Record<Level, Role>>;
/** The levels at which the actor is the gate for a grid. */
export function officesOf(actor: Actor, gridCode: string | null): Level[] {
  return FROM_BELOW.filter((level) => isGate(actor, level, gridCode));
}

export function isGate(actor: Actor, level: Level, gridCode: string | null): boolean {
  if (level === 'ZONE') return hasRole(actor, REVIEWERS.ZONE);
  return holds(actor, REVIEWERS[level], { grid: gridCode });
}

const FROM_BELOW: readonly Level[] = ['UNIT', 'STREET', 'ZONE'];

/**
 * The levels that a report owes: those of its channel above the reporter's own there. No person reviews a report of
 * their own; where the channel has no level above them, the desk is.
 * @param offices the levels at which the reporter reviews for the grid of the report.
 */
export function levelsOwed(levels: readonly Level[], offices: readonly Level[]): Level[] {
  const own = FROM_BELOW.findLastIndex((level) => level !== 'ZONE' && offices.includes(level));
  const above = levels.filter((level) => FROM_BELOW.indexOf(level) > own);
  return levels.length > 0 && above.length === 0 ? ['ZONE'] : above;
}
