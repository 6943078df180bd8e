/** A graph of two subgraphs that knows nothing of the project's own domain. */
export const EVENTS = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@tag"])
  type Query { now: String! }
  type Subscription { changed(after: String): Change! @tag(name: "resumable") }
  type Change { cursor: String! number: Int! text: String! at: Float! thing: Thing! }
  type Thing @key(fields: "id") { id: ID! }
`;

export const THINGS = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@tag"])
  type Query { thing(id: ID!): Thing }
  type Thing @key(fields: "id") { id: ID! name: String! colour: String! }
`;

/** The same, from whose second subgraph a field has gone. */
export const THINGS_WITHOUT_COLOUR = THINGS.replace('colour: String!', '');
