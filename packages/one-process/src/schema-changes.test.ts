import { expect, test } from '@jest/globals';
import { brokenConventions } from './schema-changes.ts';

const graph = (more: string): string => `
  type Query { thing: Thing }
  type Mutation { acceptThing: AcceptThingPayload! }
  type AcceptThingPayload { thing: Thing }
  type Thing { id: ID! availableActions: [ThingAction!]! ${more} }
`;

test('a schema that keeps the conventions has no faults', () => {
  expect(
    brokenConventions(`${graph('effectiveFrom: String name: String')} enum ThingAction { ACCEPT_THING }`),
  ).toEqual([]);
});

test('a mutation that answers with a thing is a fault', () => {
  const schema = graph('').replace('acceptThing: AcceptThingPayload!', 'acceptThing: Thing!');
  expect(brokenConventions(`${schema} enum ThingAction { ACCEPT_THING }`)).toEqual([
    'Mutation.acceptThing: a mutation answers with a payload type of its own',
  ]);
});

test.each([
  ['a value in lower case', '', 'enum ThingAction { ACCEPT_THING } enum Other { small }', 'Other.small'],
  ['another word for validity', 'startsOn: String', 'enum ThingAction { ACCEPT_THING }', 'Thing.startsOn'],
  ['another form of two languages', 'nameZh: String', 'enum ThingAction { ACCEPT_THING }', 'Thing.nameZh'],
  [
    'an action that no mutation performs',
    '',
    'enum ThingAction { ACCEPT_THING REJECT_THING }',
    'ThingAction.REJECT_THING',
  ],
])('%s is a fault', (_what, field, types, place) => {
  const faults = brokenConventions(
    `${graph(field)} ${types} ${types.includes('Other') ? 'extend type Thing { other: Other }' : ''}`,
  );
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(new RegExp(`^${place}:`));
});
