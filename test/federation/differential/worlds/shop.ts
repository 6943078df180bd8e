import type { Data, WorldDefinition } from '../world.ts';

/** The number of a text: equal for equal texts. */
const numberOf = (text: unknown): number =>
  [...String(text)].reduce((sum, each) => sum + each.charCodeAt(0), 0);

const fail = (what: string): Error => new Error(`${what} is broken`);

export function shop(): WorldDefinition {
  const brands = ['acme', 'zeta'].map((code) => ({ code, country: code.toUpperCase() }));
  const users: Data[] = ['u1', 'u2', 'u3'].map((id) => ({
    __typename: 'User',
    id,
    name: `name of ${id}`,
    email: `${id}@example.org`,
    level: id === 'u2' ? 'SECRET' : 'LOW',
  }));
  const products: Data[] = [1, 2, 3, 4].map((n) => ({
    __typename: 'Product',
    id: `p${n}`,
    sku: `s${n}`,
    brand: brands[n % 2],
    title: `title ${n}`,
    size: n === 3 ? 'SECRET' : n === 2 ? null : 'LARGE',
    meta: { n, deep: [{ of: n }, null] },
    tags: ['a', 'b'].slice(n % 3),
    dims: { w: n, h: n * 2 },
    constructor: `built ${n}`,
    price: n * 100,
    hasOwnProperty: n,
    rating: n / 2,
    bad: n === 2 ? fail('bad') : 'good',
    badStrict: n === 3 ? fail('badStrict') : 'good',
    nothing: null,
    tagged: n === 4 ? null : [['x'], [], null, ['y', null]],
  }));
  const boxes: Data[] = [1, 2].map((n) => ({
    __typename: 'Box',
    id: `b${n}`,
    title: n === 1 ? null : 'box',
    items: [products[n], null, products[0]],
  }));
  const notes: Data[] = [{ __typename: 'Note', text: 'a note', about: [products[0], boxes[1], null] }];
  const reviews: Data[] = [1, 2, 3, 4, 5].map((n) => ({
    __typename: 'Review',
    id: `r${n}`,
    stars: n,
    body: n === 4 ? fail('body') : `body ${n}`,
    author: users[n % 3],
    product: products[n % 4],
  }));
  for (const [n, user] of users.entries()) {
    user['friends'] = n === 0 ? [users[1], null, users[2]] : n === 1 ? [] : null;
    user['bestFriend'] = n === 2 ? null : users[n + 1];
    user['reviews'] = reviews.filter(({ author }) => author === user);
  }
  for (const [n, product] of products.entries()) {
    product['maker'] = n === 3 ? null : users[n % 3];
    product['reviews'] = reviews.filter((each) => each['product'] === product);
    product['brandOfIt'] = brands[n % 2];
  }
  boxes[0]!['maker'] = users[0];
  return {
    name: 'shop',
    things: [...users, ...products, ...boxes, ...reviews],
    subgraphs: {
      products: `
        scalar Json
        directive @note(text: String) on FIELD
        enum Size { SMALL LARGE SECRET @inaccessible }
        type Query {
          products(first: Int = 3): [Product!]! product(id: ID!): Product node(id: ID): Node
          search(text: String = "a", sizes: [Size!], like: Like): [Found] matrix: [[Product]!] broken: String things: [Node!]
          brokenStrict: Product echo(value: Json): Json
        }
        input Like { text: String = "t", near: [Int!], inner: Like }
        type Mutation { rename(id: ID!, title: String!): Product touch(id: ID!): Node }
        interface Node { id: ID! title: String maker: User }
        type Product implements Node @key(fields: "id") @key(fields: "sku brand { code }") {
          id: ID! sku: String! brand: Brand! title: String weight(unit: String! = "kg"): Int size: Size meta: Json
          tags: [String!] @tag(name: "words") dims: Dims constructor: String hasOwnProperty: Int related(first: Int = 2): [Product!] bad: String
          badStrict: String! maker: User price: Int tagged: [[String]] nothing: Int
        }
        type Brand @shareable { code: String! }
        type Dims @shareable { w: Int h: Int }
        type Box implements Node @key(fields: "id") { id: ID! title: String items: [Product] maker: User }
        type Note { text: String about: [Found] }
        union Found = Product | Box | Note
        type User @key(fields: "id", resolvable: false) { id: ID! }
      `,
      reviews: `
        type Query { topReviews(n: Int = 2): [Review] review(id: ID!): Review }
        type Mutation { vote(id: ID!): Review! }
        type Review @key(fields: "id") { id: ID! stars: Int body: String author: User @provides(fields: "name") product: Product! }
        type User @key(fields: "id") { id: ID! name: String @external reviews(min: Int = 0): [Review!]! }
        type Product @key(fields: "id") { id: ID! reviews: [Review!]! rating: Float }
      `,
      users: `
        enum Level { LOW HIGH SECRET @inaccessible }
        type Query { users: [User!]! me: User }
        type User @key(fields: "id") { id: ID! name: String @shareable email: String! friends: [User] bestFriend: User level: Level }
      `,
      shipping: `
        type Product @key(fields: "sku brand { code }") {
          sku: String! brand: Brand! weight(unit: String! = "kg"): Int @external dims: Dims @external title: String @external
          cost(express: Boolean = false): Int @requires(fields: "weight(unit: \\"g\\") dims { w h }")
          label: String @requires(fields: "title") price: Int @override(from: "products")
          brandOfIt: Brand
        }
        type Brand @shareable { code: String! country: String @inaccessible }
        type Dims @shareable { w: Int h: Int }
      `,
    },
    computed: {
      'Product.weight': ({ id }, { unit }) => numberOf(id) * (unit === 'g' ? 1000 : 1),
      'Product.related': ({ id }, { first }) =>
        products.filter((each) => each['id'] !== id).slice(0, Number(first)),
      'Product.cost': (_thing, { express }, ask) => {
        const dims = ask('dims') as { w: number; h: number } | null;
        return Number(ask('weight', { unit: 'g' })) + (dims?.w ?? 0) * (dims?.h ?? 0) + (express ? 1 : 0);
      },
      'Product.label': (_thing, _args, ask) => `to ${String(ask('title'))}`,
      'User.reviews': ({ reviews: all }, { min }) =>
        (all as Data[]).filter(({ stars }) => Number(stars) >= Number(min ?? 0)),
    },
    roots: {
      Query: {
        products: ({ first }: Data) => products.slice(0, Number(first ?? 9)),
        product: ({ id }: Data) => products.find((each) => each['id'] === id) ?? null,
        node: ({ id }: Data) => [...products, ...boxes].find((each) => each['id'] === id) ?? boxes[0],
        search: ({ text, sizes, like }: Data) => [
          notes[0],
          ...products.slice(0, 2),
          null,
          boxes[numberOf(JSON.stringify([text, sizes, like])) % 2],
        ],
        matrix: [[products[0], null], [], [products[1], products[2]]],
        broken: fail('broken'),
        brokenStrict: null,
        things: [products[0], boxes[0], products[3], boxes[1]],
        echo: ({ value }: Data) => value ?? null,
        topReviews: ({ n }: Data) => reviews.slice(0, Number(n ?? 5)),
        review: ({ id }: Data) => reviews.find((each) => each['id'] === id) ?? null,
        users,
        me: users[0],
      },
      Mutation: {
        rename: ({ id, title }: Data) => {
          const product = products.find((each) => each['id'] === id);
          return product ? { ...product, title } : null;
        },
        touch: ({ id }: Data) => [...products, ...boxes].find((each) => each['id'] === id) ?? null,
        vote: ({ id }: Data) => reviews.find((each) => each['id'] === id) ?? reviews[0],
      },
    },
  };
}
