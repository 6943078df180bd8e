import { buildSchema, Kind, parse } from 'graphql';
import { describe, expect, it } from '@jest/globals';
import { directAnswer, type Project } from './direct-answer.ts';

const schema = buildSchema(`
  type Query { root: Root! }
  type Root { name: String! colour: Colour items: [Item!]! any: Any }
  type Item { id: ID! note: String }
  enum Colour { RED GREEN }
  union Any = Item | Root
`);

function projection(query: string): Project | undefined {
  const [operation] = parse(query).definitions;
  const type = schema.getQueryType();
  if (operation?.kind !== Kind.OPERATION_DEFINITION || !type) throw new Error('a query was expected');
  return directAnswer(type, operation.selectionSet);
}
const answer = (query: string, data: unknown): unknown => {
  const projected = projection(query)?.(data);
  return projected === undefined ? undefined : (JSON.parse(JSON.stringify(projected)) as unknown);
};

describe('an answer that only has to be taken', () => {
  it('holds what was selected under the names of the client, and nothing else', () => {
    const root = { n: 'a', colour: 'RED', items: [{ id: '1', added: 1 }, { id: '2' }], _eventCursor: 'x' };
    const selected = { n: 'a', colour: 'RED', items: [{ id: '1' }, { id: '2' }] };
    expect(answer('{ root { n: name colour items { id } } }', { root })).toEqual({ root: selected });
  });

  it('is null where a field may be', () => {
    const root = { colour: null, items: [{ note: null }] };
    expect(answer('{ root { colour items { note } } }', { root })).toEqual({ root });
  });

  it.each([
    ['a null in a field that has none', '{ root { items { id } } }', { root: { items: [{ id: null }] } }],
    ['a null in a list that has none', '{ root { items { id } } }', { root: { items: [null] } }],
    ['no list', '{ root { items { id } } }', { root: { items: { id: '1' } } }],
    ['a field that is missing', '{ root { name } }', { root: {} }],
    ['an unknown enum value', '{ root { colour } }', { root: { colour: 'BLUE' } }],
  ])('leaves %s to the executor', (_what, query, data) => {
    expect(projection(query)).toBeDefined();
    expect(answer(query, data)).toBeUndefined();
  });

  it.each([
    '{ root { ...F } } fragment F on Root { name }',
    '{ root { ... on Root { name } } }',
    '{ root { name @include(if: true) } }',
    '{ root { any { __typename } } }',
    '{ root { name name } }',
    '{ root { __proto__: name } }',
    '{ root { constructor: name } }',
  ])('does not try %s', (query) => {
    expect(projection(query)).toBeUndefined();
  });
});
