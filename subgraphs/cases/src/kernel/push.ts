import { EcoGridError } from '@ecogrid/errors';
import type { Actor } from '@ecogrid/identity';

/** The actor of a change, as its event carries it. */
export interface ChangedBy {
  /** The id of the person; null for a service and for the public. */
  readonly personId: string | null;
}

export function changedBy({ kind, id }: Actor): ChangedBy {
  return { personId: kind === 'PERSON' ? id : null };
}

const GRID_CODE = /^\d{6}(\d{3}){0,3}$/;

/** @throws EcoGridError INPUT_INVALID, as the lists do. */
export function requireGridCode(gridCode: string | null | undefined): void {
  if (typeof gridCode === 'string' && !GRID_CODE.test(gridCode))
    throw new EcoGridError('INPUT_INVALID', { problems: [{ path: 'gridCode', problem: 'gridCode' }] });
}
