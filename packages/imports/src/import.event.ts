import type { NewEvent } from '@ecogrid/events';
import type { DataImport } from './data-import.entity.ts';

/** The event by which pushes tell of an import. */
export function importChanged(
  { id, number, kind, state }: Pick<DataImport, 'id' | 'number' | 'kind' | 'state'>,
  occurredAt: Date,
): NewEvent<'ImportChanged'> {
  return {
    topic: 'ImportChanged',
    channel: kind,
    aggregateId: id,
    payload: { id, number, kind, state },
    occurredAt,
  };
}
