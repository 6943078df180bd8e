import type { TopicOf } from '@ecogrid/event-contracts';
import type { NewEvent } from '@ecogrid/events';
import type { SupervisedObject } from '../supervised-object/index.ts';

/** The event with the fields of an object that the other subgraphs keep. */
export function objectChanged(object: SupervisedObject, occurredAt: Date): NewEvent<TopicOf<'enterprises'>> {
  const { id, kind, creditCode, name, longitude, latitude, version, gridCode } = object;
  const payload = { id, kind, creditCode, name, longitude, latitude, gridCode, version };
  return { topic: 'SupervisedObjectChanged', channel: gridCode ?? '', aggregateId: id, payload, occurredAt };
}
