import { expect, test } from '@jest/globals';
import { decodeEvent, encodeEvent } from './wire-event.ts';

const messageOf = (text: string) => ({ json: <T>() => JSON.parse(text) as T });
const event = {
  id: 'e1',
  topic: 'Happened',
  channel: 'c',
  aggregateId: 'a',
  payload: { number: 1 },
  occurredAt: new Date(0),
  position: 7,
};

test('an event is read as it was written, at the position of the servers', () => {
  expect(decodeEvent(messageOf(encodeEvent(event, 'epoch')), 9)).toEqual({ ...event, position: 9 });
});

test.each(['not json', '', 'null', '5', '[]', '{}', '{"id":5}', JSON.stringify({ ...event, payload: null })])(
  'a message that is no event, such as %s, is skipped without an exception',
  (text) => expect(decodeEvent(messageOf(text), 1)).toBeUndefined(),
);
