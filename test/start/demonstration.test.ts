import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demand, token } from '../testkit/client.ts';
import { runProgram } from '../testkit/process.ts';
import { startEmbedded, type RunningSystem } from '../testkit/system.ts';

const STATES = [
  'REPORTED',
  'VERIFYING',
  'ACCEPTED',
  'FILED',
  'DISPATCHED',
  'FEEDBACK',
  'CHECKING',
  'CHECKED',
  'CLOSED',
  'LOOKBACK',
  'REOPENED',
  'REJECTED',
  'MERGED',
  'VOID',
];
const CHANNELS = [
  'MEMBER',
  'SUPERVISOR',
  'OPERATOR',
  'EXCEEDANCE',
  'SUPERIOR',
  'CAMPAIGN',
  'VIDEO',
  'PUBLIC',
];
const CASES = `{ cases(first: 100) { edges { node {
  number state isOverdue lookBackDueOn channel { code } grid { code } emails: tickets { emails { state } }
} } } }`;

interface DemonstrationCase {
  readonly number: string;
  readonly state: string;
  readonly isOverdue: boolean;
  readonly lookBackDueOn: string | null;
  readonly channel: { readonly code: string };
  readonly grid: { readonly code: string };
  readonly emails: ReadonlyArray<{ readonly emails: ReadonlyArray<{ readonly state: string }> }>;
}

const dataDirectory = mkdtempSync(join(tmpdir(), 'ecogrid-demonstration-'));
const environment = { DEMO_HISTORY: '1' };
let system: RunningSystem;

async function casesOf({ url }: RunningSystem): Promise<DemonstrationCase[]> {
  const operator = await token(dataDirectory, { role: 'OPERATOR' });
  const { cases } = await demand<{ cases: { edges: Array<{ node: DemonstrationCase }> } }>(
    url,
    operator,
    CASES,
  );
  return cases.edges.map(({ node }) => node);
}

beforeAll(async () => {
  const first = runProgram('dist/one-process.js', [], {
    ...environment,
    DATA_DIR: dataDirectory,
    PORT: '0',
    HJ212_PORT: '0',
  });
  await first.printed(/50 %/);
  await first.end('SIGKILL');
  system = await startEmbedded({ dataDirectory, environment });
}, 300_000);

afterAll(async () => {
  await system.stop();
  rmSync(dataDirectory, { recursive: true, force: true });
});

describe('the demonstration, first played by a process that is killed half-way', () => {
  it('has 40 cases in every state, from every channel, in all five streets, some overdue, one look-back due', async () => {
    const cases = await casesOf(system);
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    expect(cases).toHaveLength(40);
    expect(new Set(cases.map(({ state }) => state))).toEqual(new Set(STATES));
    expect(new Set(cases.map(({ channel }) => channel.code))).toEqual(new Set(CHANNELS));
    expect(new Set(cases.map(({ grid }) => grid.code.slice(0, 9))).size).toBe(5);
    expect(cases.filter(({ isOverdue }) => isOverdue).length).toBeGreaterThan(2);
    expect(
      cases.filter(({ state, lookBackDueOn }) => state === 'CLOSED' && (lookBackDueOn ?? '9') <= today),
    ).not.toHaveLength(0);
    expect(
      cases.flatMap(({ emails }) => emails.flatMap((ticket) => ticket.emails)).map(({ state }) => state),
    ).not.toContain('PENDING');
  });

  it('has readings of two days', async () => {
    const operator = await token(dataDirectory, { role: 'OPERATOR' });
    const query = `{ devices(first: 1) { edges { node { readings(first: 100) { edges { node { measuredAt } } } } } } }`;
    type Page<Node> = { readonly edges: ReadonlyArray<{ readonly node: Node }> };
    const { devices } = await demand<{ devices: Page<{ readings: Page<{ measuredAt: string }> }> }>(
      system.url,
      operator,
      query,
    );
    const hours = devices.edges[0]?.node.readings.edges.map(({ node }) => node.measuredAt) ?? [];
    expect(new Set(hours).size).toBeGreaterThan(12);
  });

  it('is played once: a second start finds the same cases', async () => {
    const before = (await casesOf(system)).map(({ number, state }) => `${number} ${state}`);
    await system.stop();
    system = await startEmbedded({ dataDirectory, environment });
    expect((await casesOf(system)).map(({ number, state }) => `${number} ${state}`)).toEqual(before);
  }, 300_000);
});
