import { composeServices } from '@apollo/composition';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { requireKnownDirectives } from './refused-directives.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: ["@key", "@override", "@shareable",
  "@authenticated", "@requiresScopes", "@policy", "@context", "@fromContext"])`;

function composed(...types: readonly string[]): string {
  const services = types.map((sdl, index) => ({
    name: `s${index}`,
    url: '',
    typeDefs: parse(`${LINK} ${sdl}`),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(String(errors));
  return supergraphSdl;
}

describe('a supergraph', () => {
  it.each([
    ['@authenticated', ['type Query { a: Int @authenticated }']],
    ['@requiresScopes', ['type Query { a: Int @requiresScopes(scopes: [["b"]]) }']],
    ['@policy', ['type Query { a: Int @policy(policies: [["b"]]) }']],
    [
      '@context',
      [
        `type Query { a: A } type A @key(fields: "id") @context(name: "c") { id: ID! of: Int b: B! }
         type B @key(fields: "id") { id: ID! x(of: Int @fromContext(field: "$c { of }")): Int }`,
        'type Query { n: Int @shareable }',
      ],
    ],
    [
      'a progressive @override',
      [
        'type Query { a: A } type A @key(fields: "id") { id: ID! x: Int }',
        'type A @key(fields: "id") { id: ID! x: Int @override(from: "s0", label: "percent(5)") }',
      ],
    ],
  ])('with %s is refused in one line that names it', (name, types) => {
    const refusal = `The supergraph uses ${name}, which this gateway does not carry out`;
    expect(() => requireKnownDirectives(composed(...types))).toThrow(refusal);
  });

  it('without them is taken, also where a field is overridden', () => {
    const moved = 'type A @key(fields: "id") { id: ID! x: Int @override(from: "s0") }';
    const sdl = composed('type Query { a: A } type A @key(fields: "id") { id: ID! x: Int }', moved);
    expect(() => requireKnownDirectives(sdl)).not.toThrow();
  });
});
