import type { NewEvent } from '@ecogrid/events';
import type { DataImport } from './data-import.entity.ts';
import type { ImportAction, ImportState } from './import.vocabulary.ts';

/** A change of an import, as pushes tell of it. */
interface Change {
  readonly action: ImportAction;
  readonly from: ImportState;
  /** Null for the work by itself. */
  readonly personId: string | null;
}

/** The event by which pushes tell of an import. @param row as it is after the change. */
export function importChanged(
  { id, number, kind, state: to }: Pick<DataImport, 'id' | 'number' | 'kind' | 'state'>,
  change: Change,
  occurredAt: Date,
): NewEvent<'ImportChanged'> {
  const payload = { id, number, kind, to, ...change };
  return { topic: 'ImportChanged', channel: kind, aggregateId: id, payload, occurredAt };
}
