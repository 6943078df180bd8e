import type { Data, WorldDefinition } from '../world.ts';

/** Interfaces with a key, of which other subgraphs know no type. */
export function media(): WorldDefinition {
  const kinds = ['Book', 'Film', 'Book', 'Song'];
  const all: Data[] = kinds.map((__typename, n) => ({
    __typename,
    id: `m${n}`,
    title: n === 2 ? null : `title ${n}`,
    pages: n * 100,
    minutes: n * 10,
    rating: n,
    price: n * 3,
    votes: [
      { by: 'ann', stars: n },
      { by: null, stars: 1 },
    ],
    loved: n % 2 === 0 ? null : n,
  }));
  all.forEach((each, n) => {
    each['next'] = all[(n + 1) % all.length];
    each['shelf'] = {
      __typename: 'Shelf',
      id: `s${n % 2}`,
      label: `shelf ${n % 2}`,
      media: [all[n], all[(n + 2) % 4]],
      top: all[n % 2],
    };
    (each['votes'] as Data[]).forEach((vote) => (vote['media'] = each));
  });
  const shelves = [all[0]!['shelf'] as Data, all[1]!['shelf'] as Data];
  return {
    name: 'media',
    things: [...all, ...shelves],
    subgraphs: {
      library: `
        type Query { media(first: Int = 3): [Media!]! one(id: ID!): Media book: Book shelf: Shelf any: [Any] }
        interface Media @key(fields: "id") { id: ID! title: String shelf: Shelf }
        type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int shelf: Shelf }
        type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int shelf: Shelf }
        type Song implements Media @key(fields: "id") { id: ID! title: String minutes: Int shelf: Shelf }
        type Shelf @key(fields: "id") { id: ID! label: String! media: [Media] }
        union Any = Book | Film | Shelf
      `,
      ratings: `
        type Query { best: Media rated: [Media!]! }
        type Media @key(fields: "id") @interfaceObject {
          id: ID! rating: Int votes: [Vote!]! next: Media title: String @external headline(loud: Boolean): String @requires(fields: "title")
        }
        type Vote { by: String stars: Int media: Media }
        type Shelf @key(fields: "id") { id: ID! top: Media }
      `,
      prices: `
        type Query { cheap: [Priced] }
        interface Priced { price: Int }
        type Book implements Priced @key(fields: "id") { id: ID! price: Int }
        type Film implements Priced @key(fields: "id") { id: ID! price: Int }
      `,
      loves: `type Media @key(fields: "id") @interfaceObject { id: ID! loved: Int }`,
    },
    computed: { 'Media.headline': (_thing, { loud }, ask) => `${loud ? '!' : ''}${String(ask('title'))}` },
    roots: {
      Query: {
        media: ({ first }: Data) => all.slice(0, Number(first ?? 9)),
        one: ({ id }: Data) => all.find((each) => each['id'] === id) ?? all[3],
        book: all[0],
        shelf: shelves[1],
        any: [all[0], shelves[0], null, all[1]],
        best: all[1],
        rated: [all[3], all[0]],
        cheap: [all[2], all[1]],
      },
    },
  };
}
