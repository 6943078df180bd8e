import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { demand, token, type GraphQLErrorAnswer } from '../testkit/client.ts';
import { startEmbedded, type RunningSystem } from '../testkit/system.ts';

const MUTATION =
  'mutation ($input: SubmitReportInput!) { submitReport(input: $input) { reportId receivedAt report { id } } }';
const PER_HOUR = 2;

interface Answered {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly data?: { readonly submitReport: object } | null;
  readonly errors?: readonly GraphQLErrorAnswer[];
}

describe('reports of the public through the whole graph', () => {
  // A system of its own: the others let as many in as their tests need.
  let system: RunningSystem;
  beforeAll(async () => {
    system = await startEmbedded({ environment: { PUBLIC_REPORTS_PER_HOUR: String(PER_HOUR) } });
  });
  afterAll(() => system.stop());

  const report = () => ({
    idempotencyKey: randomUUID(),
    description: '河水发黑',
    place: { longitude: 116.622405, latitude: 35.409751 },
  });
  /** Each forges another address, as a client would that evades the limit. */
  async function send(input: object): Promise<Answered> {
    const forged = Array.from({ length: 4 }, () => Math.floor(Math.random() * 256)).join('.');
    const answer = await fetch(system.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': forged, forwarded: `for=${forged}` },
      body: JSON.stringify({ query: MUTATION, variables: { input } }),
    });
    const body = (await answer.json()) as Pick<Answered, 'data' | 'errors'>;
    return { status: answer.status, retryAfter: answer.headers.get('retry-after'), ...body };
  }

  test('are refused with a key that could be guessed', async () => {
    const { status, errors } = await send({ ...report(), idempotencyKey: '12345678' });
    expect([status, errors?.[0]?.extensions.code]).toEqual([200, 'IDEMPOTENCY_KEY_WEAK']);
  });

  test('are limited by the address that the gateway sees, in spite of their headers, with the time of the next attempt', async () => {
    const first = report();
    const receipt = await send(first);
    expect(receipt).toMatchObject({ status: 200, data: { submitReport: { report: null } } });
    for (let more = 1; more < PER_HOUR; more += 1) expect((await send(report())).status).toBe(200);
    const refused = await send(report());
    expect(refused).toMatchObject({
      status: 429,
      errors: [
        {
          extensions: { code: 'RATE_LIMITED', messages: { zh: expect.any(String), en: expect.any(String) } },
        },
      ],
    });
    const seconds = refused.errors?.[0]?.extensions.details?.['retryAfterSeconds'];
    expect(refused.retryAfter).toBe(String(seconds));
    expect(Number(seconds)).toBeGreaterThan(0);
    expect(Number(seconds)).toBeLessThanOrEqual(3_600);
    expect((await send(first)).data).toEqual(receipt.data);
    const member = await token(system.dataDirectory, { role: 'GRID_MEMBER' });
    expect(await demand(system.url, member, MUTATION, { input: report() })).toMatchObject({
      submitReport: { report: { id: expect.any(String) } },
    });
  });
});
