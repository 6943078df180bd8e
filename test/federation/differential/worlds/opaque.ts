import type { WorldDefinition } from '../world.ts';

/** An interface object that nothing implements where it comes from. */
export function opaque(): WorldDefinition {
  const thing = { __typename: 'Bread', id: 't1', title: 'thing 1', field: 'foo' };
  return {
    name: 'opaque',
    things: [thing],
    subgraphs: {
      a: `
        type Query { product: Product }
        interface Thing @key(fields: "id") { id: ID! }
        interface Product @key(fields: "id") { id: ID! }
        type Bread implements Product @key(fields: "id") { id: ID! title: String }
      `,
      b: `
        type Query { thing: Thing }
        type Thing @key(fields: "id", resolvable: false) @interfaceObject { id: ID! field: String }
        type Product @key(fields: "id") @interfaceObject { id: ID! field: String }
      `,
    },
    roots: { Query: { product: thing, thing } },
  };
}
