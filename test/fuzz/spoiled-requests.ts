import { seededBelow, type Report } from '../soak/seeded.ts';

/** Valid operations; every round corrupts one of them. */
export const GOOD: readonly object[] = [
  { query: '{ me { roles organization { name } } }' },
  {
    query:
      'query ($first: Int!, $after: String) { grids(first: $first, after: $after) { edges { cursor } } }',
    variables: { first: 3, after: null },
  },
  { query: 'query A { me { roles } } query B { grid(code: "370871001") { name } }', operationName: 'B' },
  {
    query:
      'mutation ($input: SubmitReportInput!) { submitReport(input: $input) { reportId report { state } } }',
    variables: {
      input: {
        idempotencyKey: 'a fuzzed report',
        description: '河边异味',
        place: { longitude: 116.8, latitude: 35.4 },
      },
    },
  },
  {
    query: 'query ($id: ID!) { case(id: $id) { id history(first: 2) { edges { cursor } } } }',
    variables: { id: 'x' },
  },
];
const VALUES: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  0.5,
  2 ** 53,
  '',
  'x'.repeat(5_000),
  '\u0000',
  '\ud800',
  '"}{',
  [],
  [[]],
  {},
  { __proto__: null, constructor: 1 },
];
const PIECES = [
  '{',
  '}',
  '(',
  ')',
  '$',
  '@skip(if: true)',
  '...',
  '"',
  '"""',
  '#',
  '\\u',
  '!',
  '[',
  ':',
  '0',
  'on',
];

/** A good request with one value anywhere in it replaced, its text cut up, or its bytes turned. */
function spoiled(random: (below: number) => number): Buffer {
  const pick = <Item>(items: readonly Item[]): Item => items[random(items.length)]!;
  const text = JSON.stringify(pick(GOOD));
  const keys = [...text.matchAll(/"(\w+)":/g)].map(([, key]) => key);
  const target = pick(keys);
  const at = random(text.length);
  const kinds: ReadonlyArray<() => string | Buffer> = [
    () => JSON.stringify(JSON.parse(text, (key, value: unknown) => (key === target ? pick(VALUES) : value))),
    () => JSON.stringify({ ...(JSON.parse(text) as object), query: torn(text, pick(PIECES), random) }),
    () => text.slice(0, at) + pick(PIECES) + text.slice(at),
    () => text.slice(0, at),
    () => `[${text},${text}]`,
    () => Buffer.from(text).map((byte, index) => (index === at ? byte ^ (1 << random(8)) : byte)) as Buffer,
  ];
  return Buffer.from(pick(kinds)());
}

function torn(text: string, piece: string, random: (below: number) => number): string {
  const { query } = JSON.parse(text) as { query: string };
  const at = random(query.length);
  return query.slice(0, at) + piece + query.slice(at + random(3));
}

const HAN = /\p{Script=Han}/u;

interface Refusal {
  readonly extensions: {
    readonly code?: string;
    readonly messages?: { readonly zh?: string; readonly en?: string };
  };
}

/** A fault is an answer with 5xx, or an error without a code or without a message in one of the two languages. */
export async function spoiledRequests(
  url: string,
  bearer: string,
  seed: number,
  rounds: number,
): Promise<Report> {
  const random = seededBelow(seed);
  const faults: string[] = [];
  let refused = 0;
  for (let round = 0; round < rounds; round += 1) {
    const body = spoiled(random);
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${bearer}` };
    const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
    const answer = (await response.json()) as { errors?: Refusal[] };
    const errors = answer.errors ?? [];
    refused += Number(errors.length > 0);
    if (response.status >= 500 || !errors.every(isTyped))
      faults.push(`${response.status} for ${body.toString().slice(0, 400)}: ${JSON.stringify(answer)}`);
  }
  return { faults, figures: { rounds, refused } };
}

function isTyped({ extensions: { code = 'INTERNAL', messages } }: Refusal): boolean {
  return !code.startsWith('INTERNAL') && HAN.test(messages?.zh ?? '') && Boolean(messages?.en);
}
