/** Four subgraphs of a shop, as benchmarks of federated gateways have them. */
const LINK = (names: string): string =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${names}])`;

/** How long lists are, so that the cost of an operation is known. */
const SIZE = (items: number): string => `@listSize(assumedSize: ${items})`;

export const SUBGRAPHS: Readonly<Record<string, string>> = {
  accounts: `${LINK('"@key", "@listSize"')}
    type Query { me: User users: [User!] ${SIZE(6)} }
    type User @key(fields: "id") { id: ID! name: String username: String birthday: Int }`,
  inventory: `${LINK('"@key", "@external", "@requires"')}
    type Product @key(fields: "upc") {
      upc: String! weight: Int @external price: Int @external inStock: Boolean
      shippingEstimate: Int @requires(fields: "price weight")
    }`,
  products: `${LINK('"@key"')}
    type Query { topProducts(first: Int = 5): [Product] }
    type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
  reviews: `${LINK('"@key", "@listSize"')}
    type Review @key(fields: "id") { id: ID! body: String author: User product: Product }
    type User @key(fields: "id") { id: ID! reviews: [Review] ${SIZE(5)} }
    type Product @key(fields: "upc") { upc: String! reviews: [Review] ${SIZE(5)} }`,
};

type Thing = Record<string, unknown>;

const TEXT = 'Love it, and would buy it again for everyone at home. ';
const users: Thing[] = [1, 2, 3, 4, 5, 6].map((n) => ({
  __typename: 'User',
  id: String(n),
  name: `User number ${n}`,
  username: `@user${n}`,
  birthday: 1_980 + n,
}));
const products: Thing[] = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => ({
  __typename: 'Product',
  upc: String(n),
  name: `Product number ${n}`,
  price: n * 100,
  weight: n * 90,
  inStock: n % 2 === 0,
}));
const reviews: Thing[] = Array.from({ length: 27 }, (_, n) => ({
  __typename: 'Review',
  id: String(n + 1),
  body: TEXT.slice(0, 20 + ((n * 7) % 30)),
  author: users[n % 6],
  product: products[(n * 4) % 9],
}));
for (const user of users) user['reviews'] = reviews.filter(({ author }) => author === user);
for (const product of products) product['reviews'] = reviews.filter((each) => each['product'] === product);

export const ROOTS: Thing = {
  me: users[0],
  users,
  topProducts: ({ first = 5 }: { first?: number }) => products.slice(0, first),
};

const SHIPPING = 2;
export const shippingEstimate = ({ price, weight }: Thing): number =>
  Number(price) > 1_000 ? 0 : Number(weight) / SHIPPING;

/** A thing as a subgraph knows it of its representation. */
export function known(representation: Thing): Thing | undefined {
  const { __typename: type, id, upc } = representation;
  const all = type === 'User' ? users : type === 'Product' ? products : reviews;
  const thing = all.find((each) => (type === 'Product' ? each['upc'] === upc : each['id'] === id));
  return thing && { ...thing, ...representation };
}

const NESTED = `
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { inStock name price shippingEstimate upc weight }
  query Nested {
    users { ...User reviews { ...Review product { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } } } }
    topProducts(first: 5) { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } }
  }`;
const SMALL =
  'query Small { me { id name username birthday } topProducts(first: 1) { upc name price weight } }';

export const OPERATIONS = { nested: NESTED, small: SMALL };
