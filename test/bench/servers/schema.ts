import { buildSchema } from 'graphql';

/** The payload of each peer: the same JSON, about 1 kB. */
export const TEXT_BYTES = 900;
export const CHANGED = 'subscription { changed { cursor number text at thing { id name } } }';

export const plainSchema = buildSchema(`
  type Query { now: String! }
  type Subscription { changed: Change! }
  type Change { cursor: String! number: Int! text: String! at: Float! thing: Thing! }
  type Thing { id: ID! name: String! }
`);

export function change(number: number): object {
  const thing = { id: String(number % 7), name: `thing ${number % 7}` };
  return { cursor: String(number), number, text: 'x'.repeat(TEXT_BYTES), at: Date.now(), thing };
}
