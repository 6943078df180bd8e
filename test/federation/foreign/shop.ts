/**
 * Three subgraphs of a shop, with features of Federation 2 beyond `@key`: interfaces, `@requires`, `@provides`,
 * `@interfaceObject`, `@override`, and a directive of a specification of its own.
 */
const FEDERATION = `@link(url: "https://specs.apollo.dev/federation/v2.7", import: [
  "@key", "@external", "@requires", "@provides", "@shareable", "@override", "@interfaceObject", "@inaccessible",
  "@tag", "@composeDirective"
])`;

export const PRODUCTS = `
  extend schema ${FEDERATION} @link(url: "https://shop.example/shelf/v1.0", import: ["@shelf"])
    @composeDirective(name: "@shelf")
  directive @shelf(name: String!) on FIELD_DEFINITION
  type Query { items: [Item!]! product(id: ID!): Product }
  type Mutation { rename(id: ID!, title: String!): Product! }
  interface Item @key(fields: "id") { id: ID! title: String! }
  type Product implements Item @key(fields: "id") {
    id: ID!
    title: String! @shareable
    weight: Int! @shelf(name: "cellar")
    price: Int!
    secret: String! @inaccessible
  }
  type Book implements Item @key(fields: "id") { id: ID! title: String! pages: Int! }
`;

export const SHIPPING = `
  extend schema ${FEDERATION}
  type Query { heaviest: Product! @provides(fields: "title") }
  type Product @key(fields: "id") {
    id: ID!
    title: String! @external
    weight: Int! @external
    shipping: Int! @requires(fields: "weight")
    price: Int! @override(from: "products")
  }
`;

export const REVIEWS = `
  extend schema ${FEDERATION}
  type Query { best: Item! }
  type Item @key(fields: "id") @interfaceObject { id: ID! rating: Int! }
`;

interface Thing {
  readonly __typename: 'Product' | 'Book';
  readonly id: string;
  readonly title: string;
}
const things: Record<string, Thing & { weight?: number; price?: number; pages?: number }> = {
  '1': { __typename: 'Product', id: '1', title: 'lamp', weight: 7, price: 10 },
  '2': { __typename: 'Book', id: '2', title: 'atlas', pages: 300 },
};
type Reference = { readonly id: string; readonly weight?: number };

export const PRODUCTS_RESOLVERS = {
  Query: { items: () => Object.values(things), product: (_: unknown, { id }: Reference) => things[id] },
  Mutation: { rename: (_: unknown, { id, title }: Thing) => ({ ...things[id], title }) },
  Item: {
    __resolveType: ({ __typename }: Thing) => __typename,
    __resolveReference: ({ id }: Reference) => things[id],
  },
  Product: { __resolveReference: ({ id }: Reference) => things[id] },
  Book: { __resolveReference: ({ id }: Reference) => things[id] },
};
export const SHIPPING_RESOLVERS = {
  Query: { heaviest: () => ({ id: '1', title: 'lamp, as shipping has it' }) },
  Product: {
    __resolveReference: (reference: Reference) => reference,
    shipping: ({ weight = Number.NaN }: Reference) => weight * 2,
    price: () => 9,
  },
};
export const REVIEWS_RESOLVERS = {
  Query: { best: () => ({ id: '2' }) },
  Item: {
    __resolveReference: ({ id }: Reference) => ({ id }),
    rating: ({ id }: Reference) => Number(id) * 5,
  },
};
