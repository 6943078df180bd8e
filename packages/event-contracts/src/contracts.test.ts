import { describe, expect, test } from '@jest/globals';
import type { NewEvent, Outbox } from '@ecogrid/events';
import type { TopicOf, contracts } from './index.ts';
import { consumes, misfitOf, payloadOf } from './index.ts';

const appointment = {
  id: 'a',
  personId: 'p',
  personNumber: '1',
  role: 'GRID_MEMBER',
  organizationCode: 'o',
  gridCode: null,
  since: '2026-01-01',
  until: null,
  version: 1,
};
const announced = (topic: string, payload: Readonly<Record<string, unknown>>) => ({
  id: 'e',
  topic,
  channel: '',
  aggregateId: 'a',
  payload,
  occurredAt: new Date(0),
  position: 1,
});

describe('the contract of a topic', () => {
  test('accepts a payload with its fields, and drops other fields', () => {
    const event = announced('AppointmentChanged', { ...appointment, enterpriseCode: 'x' });
    expect(misfitOf(event)).toBeNull();
    expect(payloadOf(event, 'AppointmentChanged')).toEqual(appointment);
  });

  test.each([
    ['a field is missing', 'AppointmentChanged', { ...appointment, version: undefined }, 'version: '],
    ['a word is unknown', 'AppointmentChanged', { ...appointment, role: 'KING' }, 'role: '],
    ['a day does not exist', 'AppointmentChanged', { ...appointment, since: '2026-02-30' }, 'since: '],
    ['a pseudonym is missing', 'PersonRegistered', { id: 'p' }, 'pseudonym: '],
    ['the topic is unknown', 'Unheard', {}, 'the topic has no contract'],
    ['the topic is a name of the language', 'constructor', {}, 'the topic has no contract'],
  ])('does not fit when %s', (_what, topic, payload, reason) => {
    const event = announced(topic, payload);
    expect(misfitOf(event)).toContain(reason);
    expect(() => payloadOf(event, topic as keyof typeof contracts)).toThrow();
  });

  test('names every fault and no value', () => {
    const event = announced('AppointmentChanged', { ...appointment, version: 'secret', personId: 7 });
    expect(misfitOf(event)).toMatch(/personId: .*version: /);
    expect(misfitOf(event)).not.toContain('secret');
  });

  test('is not read from an event of another topic', () => {
    const event = announced('AppointmentChanged', appointment);
    expect(() => payloadOf(event, 'GridChanged')).toThrow('AppointmentChanged is not expected');
  });

  test('types the handlers of a consumer, which receive the events of their topics', async () => {
    const taken: string[] = [];
    const { topics, handle } = consumes({
      AppointmentChanged: ({ personNumber }) => Promise.resolve(taken.push(personNumber)),
      GridChanged: ({ code }) => Promise.resolve(taken.push(code)),
    });
    await handle(announced('AppointmentChanged', appointment), undefined as never);
    expect([topics, taken]).toEqual([['AppointmentChanged', 'GridChanged'], ['1']]);
  });

  test('can be announced by its owner only: a topic of another subgraph is a type error', () => {
    const about: Omit<NewEvent, 'topic'> = {
      channel: '',
      aggregateId: 'a',
      payload: {},
      occurredAt: new Date(0),
    };
    const announcements = [
      (outbox: Outbox<TopicOf<'grids'>>) => outbox.announce({ ...about, topic: 'GridChanged' }),
      // @ts-expect-error the topic belongs to cases
      (outbox: Outbox<TopicOf<'grids'>>) => outbox.announce({ ...about, topic: 'CaseClosed' }),
      // @ts-expect-error the topic does not exist
      (outbox: Outbox<TopicOf<'cases'>>) => outbox.announce({ ...about, topic: 'CaseClosd' }),
    ];
    // @ts-expect-error the outbox of one subgraph cannot be handed to another
    const handed = (outbox: Outbox<TopicOf<'grids'>>): Outbox<TopicOf<'cases'>> => outbox;
    expect(handed).toEqual(expect.any(Function));
    expect(announcements).toHaveLength(3);
  });
});
