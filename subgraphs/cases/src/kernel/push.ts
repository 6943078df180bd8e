import type { Actor } from '@ecogrid/identity';

/** The actor of a change, as its event carries it. */
export interface ChangedBy {
  /** The id of the person; null for a service and for the public. */
  readonly personId: string | null;
}

export function changedBy({ kind, id }: Actor): ChangedBy {
  return { personId: kind === 'PERSON' ? id : null };
}
