import type { Data, WorldDefinition } from '../world.ts';

/** Things that each subgraph finds by another key. */
export function keys(): WorldDefinition {
  const all: Data[] = [1, 2, 3].map((n) => ({
    __typename: 'Part',
    id: `${n}`,
    code: `c${n}`,
    name: `part ${n}`,
    weight: n * 5,
    stock: n,
    origin: `land ${n}`,
    place: { one: `${n}.1`, two: `${n}.2`, three: `${n}.3` },
    hiddenKey: `h${n}`,
  }));
  const groups: Data[] = [1, 2].map((n) => ({
    __typename: 'Group',
    id: `g${n}`,
    title: `group ${n}`,
    parts: all.slice(0, n + 1),
    lead: all[n],
  }));
  return {
    name: 'keys',
    things: [...all, ...groups],
    subgraphs: {
      names: `
        type Part @key(fields: "id") @key(fields: "code", resolvable: false) @key(fields: "place { one two }", resolvable: false)
          @key(fields: "id place { two three }", resolvable: false) { id: ID! code: ID! place: Place! name: String! }
        type Place @shareable { one: ID! two: ID! three: ID! }
        type Query { part(id: ID!): Part }
      `,
      groups: `
        type Query { group: Group groups: [Group!]! }
        type Group @key(fields: "id") { id: ID! title: String parts: [Part!]! lead: Part }
        type Part @key(fields: "place { one two }", resolvable: false) @key(fields: "id place { two three }")
          @key(fields: "code", resolvable: false) @key(fields: "id", resolvable: false) {
          id: ID! code: ID! place: Place! name: String! @external nameHere: String! @requires(fields: "name")
        }
        type Place @shareable { one: ID! two: ID! three: ID! }
      `,
      stock: `
        type Part @key(fields: "code") @key(fields: "id") { id: ID! code: ID! stock: Int hiddenKey: ID @inaccessible }
      `,
      origins: `
        type Part @key(fields: "place { one two }") @key(fields: "id") { id: ID! place: Place! origin: String weight: Int label: String @requires(fields: "name stock") name: String! @external stock: Int @external }
        type Place @shareable { one: ID! two: ID! three: ID! }
      `,
    },
    computed: {
      'Part.nameHere': (_thing, _args, ask) => `here ${String(ask('name'))}`,
      'Part.label': (_thing, _args, ask) => `${String(ask('name'))} × ${String(ask('stock'))}`,
    },
    roots: {
      Query: {
        part: ({ id }: Data) => all.find((each) => each['id'] === id) ?? null,
        group: groups[0],
        groups,
      },
    },
  };
}
