import { expect, test } from '@jest/globals';
import { demonstrationPassword, Instrument, meanPacket } from '../testkit/instrument.ts';
import { embedded, onSystems } from '../testkit/systems.ts';
import { eventually } from '../../packages/service/dist/testing.js';
import { Desk } from './desk.ts';
import { freeDevices, type FreeDevice } from './main-job.ts';

const WITHIN_MS = 120_000;
const DAY_MS = 24 * 60 * 60_000;
const WATER = 'DEPT-WATER';
/** Total nitrogen: GB 18918-2002 1A allows a daily mean of 15 mg/L. */
const FACTOR = 'w21001';

interface Episodes {
  readonly episodes: {
    readonly edges: ReadonlyArray<{
      readonly node: { id: string; state: string; peak: string; readingCount: number };
    }>;
  };
}

interface CaseSeen {
  readonly case: {
    readonly isExceeding: boolean;
    readonly episodes: ReadonlyArray<{ readonly id: string }>;
    readonly previousCase: { readonly id: string } | null;
  };
}

const EPISODES = `query ($outletId: ID!) { episodes(outletId: $outletId, pollutantCode: "${FACTOR}") {
  edges { node { id state peak readingCount } } } }`;
const CASES = `query ($outletId: ID!) { outlet(id: $outletId) { cases(first: 10) { edges { node { id pollutantCode } } } } }`;
const CASE = 'query ($id: ID!) { case(id: $id) { isExceeding episodes { id } previousCase { id } } }';
const EXPLAIN =
  'query ($id: ID!) { explainAlarm(episodeId: $id) { text rule { standard } readings { value brokenBound } } }';

onSystems(embedded)('the mean of a day, %s', (_name, system) => {
  const desk = new Desk(system);

  test('above GB 18918 is one episode, one case and a ticket; normal again, the episode ends and the case is closed', async () => {
    const [device] = await freeDevices(system);
    if (!device) throw new Error('no device is free');
    const { outletId } = device;
    const begin = Date.now() - 6 * DAY_MS;
    const send = (day: number, value: number) =>
      sendDay(system, device, new Date(begin + day * DAY_MS), value);
    const episodes = async () =>
      (await desk.sees<Episodes>('operator', EPISODES, { outletId })).episodes.edges.map(({ node }) => node);
    const cases = async (): Promise<string[]> => {
      type Seen = {
        outlet: { cases: { edges: ReadonlyArray<{ node: { id: string; pollutantCode: string } }> } };
      };
      const { outlet } = await desk.sees<Seen>('operator', CASES, { outletId });
      return outlet.cases.edges.flatMap(({ node }) => (node.pollutantCode === FACTOR ? [node.id] : []));
    };
    const seen = async (id: string) => (await desk.sees<CaseSeen>('operator', CASE, { id })).case;

    for (const [day, value] of [16, 18.5, 17].entries()) await send(day, value);
    expect(await episodes()).toMatchObject([{ state: 'OPEN', peak: '18.5', readingCount: 3 }]);
    const [caseId = '', ...more] = await eventually(cases, ({ length }) => length > 0, WITHIN_MS);
    expect(more).toEqual([]);
    const episodeId = (await episodes())[0]?.id;
    expect(await seen(caseId)).toEqual({
      isExceeding: true,
      episodes: [{ id: episodeId }],
      previousCase: null,
    });
    expect(await desk.sees('operator', EXPLAIN, { id: episodeId })).toEqual({
      explainAlarm: {
        text: expect.stringContaining('总氮日均值高于上限 15 mg/L,最差 18.5 mg/L,共 3 个'),
        rule: { standard: 'GB 18918-2002 1A' },
        readings: ['16', '18.5', '17'].map((value) => ({ value, brokenBound: 'UPPER' })),
      },
    });

    await desk.file(caseId);
    await desk.onCase('operator', 'dispatchCase', caseId, { leadOrganizationCode: WATER });
    await send(3, 12);
    expect(await episodes()).toMatchObject([{ state: 'ENDED', readingCount: 3 }]);
    await eventually(
      () => seen(caseId),
      ({ isExceeding }) => !isExceeding,
      WITHIN_MS,
    );
    await desk.answered('water', caseId, WATER);
    expect(await desk.closed(caseId)).toBe('CLOSED');
    const { actions, verifyHistory } = await desk.case(caseId);
    expect(actions.filter((action) => action === 'END_EPISODE' || action === 'CLOSE')).toEqual([
      'END_EPISODE',
      'CLOSE',
    ]);
    expect(verifyHistory).toBe(true);

    await send(4, 20);
    const [second = ''] = await eventually(
      async () => (await cases()).filter((id) => id !== caseId),
      ({ length }) => length > 0,
      WITHIN_MS,
    );
    expect(await seen(second)).toMatchObject({ isExceeding: true, previousCase: { id: caseId } });
  });
});

async function sendDay(
  { hj212 }: { readonly hj212: { readonly host: string; readonly port: number } },
  device: FreeDevice,
  day: Date,
  value: number,
): Promise<void> {
  const instrument = await Instrument.connect(hj212);
  const identity = { ...device, password: demonstrationPassword(device.mn) };
  instrument.send(meanPacket(identity, '2031', FACTOR, value, day));
  expect(await instrument.answer()).toContain('CN=9014');
  instrument.close();
}
