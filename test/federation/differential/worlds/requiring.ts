import type { Data, WorldDefinition } from '../world.ts';

/** Fields that require others with arguments, also the same one with different arguments. */
export function requiring(): WorldDefinition {
  const goods: Data[] = [1, 2].map((n) => ({
    __typename: 'Good',
    upc: `g${n}`,
    name: `good ${n}`,
    weight: n + 9,
    base: n * 11,
    kind: { name: `kind ${n}`, base: n * 7 },
  }));
  const posts: Data[] = [1, 2].map((n) => ({ __typename: 'Post', id: `p${n}` }));
  const comments: Data[] = [1, 2, 3, 4, 5, 6].map((n) => ({
    __typename: 'Comment',
    id: `c${n}`,
    body: `body ${n % 3}`,
    writer: `w${n % 2}`,
    of: posts[n % 2],
  }));
  const of = (post: Data, limit: unknown): Data[] =>
    comments
      .filter((each) => each['of'] === post || (each['of'] as Data)['id'] === post['id'])
      .slice(0, Number(limit));
  const price = (base: unknown, currency: unknown): number => Number(base) * (currency === 'EUR' ? 2 : 1);
  return {
    name: 'requiring',
    things: [...goods, ...posts, ...comments],
    subgraphs: {
      goods: `
        type Query { goods: [Good] good: Good }
        type Good @key(fields: "upc") { upc: String! name: String price(currency: String!): Int weight: Int kind: Kind }
        type Kind { name: String price(currency: String!): Int }
      `,
      costs: `
        type Good @key(fields: "upc") {
          upc: String! weight: Int @external price(currency: String!): Int @external kind: Kind @external
          cost: Int @requires(fields: "price(currency: \\"USD\\") weight")
          costInEuro: Int @requires(fields: "price(currency: \\"EUR\\") weight")
          isDear: Boolean @requires(fields: "kind { price(currency: \\"USD\\") }")
        }
        type Kind @external { price(currency: String!): Int }
      `,
      posts: `
        type Query { feed: [Post] }
        type Post @key(fields: "id") { id: ID! comments(limit: Int!): [Comment] @external }
        type Comment @key(fields: "id") {
          id: ID! writer: ID body: String! alike: [Post] @external
          isSpam: Boolean @requires(fields: "alike { comments(limit: 5) { id } }")
        }
      `,
      comments: `
        type Post @key(fields: "id") { id: ID! author: Author @requires(fields: "comments(limit: 3) { writer }") comments(limit: Int!): [Comment] }
        type Comment @key(fields: "id") { id: ID! date: String writer: ID @external alike: [Post] }
        type Author { id: ID! name: String }
      `,
    },
    computed: {
      'Good.price': ({ base }, { currency }) => price(base, currency),
      'Kind.price': ({ base }, { currency }) => price(base, currency),
      'Good.cost': (_thing, _args, ask) => Number(ask('price', { currency: 'USD' })) * Number(ask('weight')),
      'Good.costInEuro': (_thing, _args, ask) =>
        Number(ask('price', { currency: 'EUR' })) * Number(ask('weight')),
      'Good.isDear': (_thing, _args, ask) => {
        const kind = ask('kind') as Data;
        return Number(kind['price'] ?? price(kind['base'], 'USD')) > 10;
      },
      'Post.comments': (thing, { limit }) => of(thing, limit),
      'Post.author': (_thing, _args, ask) => {
        const third = (ask('comments', { limit: 3 }) as Data[])[2];
        return third ? { id: third['writer'], name: `writer ${String(third['writer'])}` } : null;
      },
      'Comment.alike': ({ body, id }) =>
        comments.filter((each) => each['body'] === body && each['id'] !== id).map((each) => each['of']),
      'Comment.isSpam': (_thing, _args, ask) =>
        (ask('alike') as Data[]).some(
          (post) => ((post['comments'] as Data[] | undefined) ?? of(post, 5)).length > 2,
        ),
    },
    roots: { Query: { goods, good: goods[1], feed: posts } },
  };
}
