import { beforeAll, expect, test } from '@jest/globals';
import { selectedBy } from '../federation/nested-selections.ts';
import { ask, type Answer, type GraphQLErrorAnswer } from '../testkit/client.ts';
import type { SystemAddress } from '../testkit/system.ts';
import { embedded, onSystems } from '../testkit/systems.ts';
import { CALLERS, castOf, type Cast } from './cast.ts';
import { everyField, everyRow, fieldsOfQueries, type Arguments, type Selections } from './every-field.ts';
import { setScene, type Scene } from './scene.ts';

const NO_ID = '"00000000-0000-7000-8000-000000000000"';

const argumentsOf = (scene: Scene): Arguments => ({
  'Query.appointment(id)': NO_ID,
  'Query.asset(id)': NO_ID,
  'Query.camera(id)': NO_ID,
  'Query.campaign(code)': '"CAMPAIGN-1"',
  'Query.case(id)': `"${scene.caseId}"`,
  'Query.caseHotSpots(from)': '"2026-01-01"',
  'Query.caseHotSpots(to)': '"2026-12-31"',
  'Query.category(code)': '"RIVER"',
  'Query.device(id)': `"${scene.deviceId}"`,
  'Query.division(code)': '"370871"',
  'Query.document(code)': '"DOC-HANDBOOK"',
  'Query.enterprise(id)': `"${scene.enterprise.id}"`,
  'Query.exceedance(id)': `"${scene.exceedanceId}"`,
  'Query.explainRouting(input)': '{ categoryCode: "RIVER", gridCode: "370871001" }',
  'Query.explainScore(subjectCode)': '"DEPT-HOUSING"',
  'Query.explainScore(subjectKind)': 'DEPARTMENT',
  'Query.grid(code)': `"${scene.gridCode}"`,
  'Query.gridsAt(position)': '{ longitude: 116.622405, latitude: 35.409751 }',
  'Query.guideline(id)': NO_ID,
  'Query.inspection(id)': `"${scene.inspectionId}"`,
  'Query.intakeChannel(code)': '"MEMBER"',
  'Query.limitRule(id)': NO_ID,
  'Query.lookBack(id)': NO_ID,
  'Query.monitorPoint(id)': `"${scene.pointId}"`,
  'Query.organization(code)': '"DEPT-HOUSING"',
  'Query.outlet(id)': `"${scene.outletId}"`,
  'Query.period(code)': '"2026-01"',
  'Query.person(number)': '"P0002"',
  'Query.phoneReminder(id)': NO_ID,
  'Query.pollutant(code)': '"w01018"',
  'Query.postSupervisionSample(id)': `"${scene.sampleId}"`,
  'Query.ranking(subjectKind)': 'DEPARTMENT',
  'Query.report(id)': `"${scene.reportId}"`,
  'Query.ruleSet(code)': '"JN-GX-2026"',
  'Query.scoreEntry(id)': NO_ID,
  'Query.scoringRule(id)': NO_ID,
  'Query.ticket(id)': `"${scene.ticketId}"`,
  'Query.training(code)': '"TRAINING-1"',
});

type Page = Readonly<Record<string, { pageInfo: { hasNextPage: boolean; endCursor: string | null } } | null>>;

/** An actor who may not ask at all is refused; every other error is a fault. */
const faults = (errors: readonly GraphQLErrorAnswer[] = []): string[] =>
  errors
    .filter(({ extensions }) => extensions.code !== 'FORBIDDEN')
    .map(({ message, path }) => `${path?.join('.')}: ${message}`);

onSystems(embedded)('every field of every type, %s', (_name, system: SystemAddress) => {
  let cast: Cast;
  let queries: ReadonlyArray<readonly [root: string, query: string]>;
  beforeAll(async () => {
    cast = await castOf(system);
    const found: Array<readonly [string, string]> = [];
    for (const [root, selections] of everyField(argumentsOf(await setScene(system, cast))))
      for (const query of await bearable(selections)) found.push([root, query]);
    queries = found;
  }, 300_000);

  /** Operations of a size that the gateway admits. A single field that it does not admit is left out. */
  async function bearable({ query, halves }: Selections): Promise<string[]> {
    const { errors = [] } = await ask(system.url, undefined, query);
    if (errors.every(({ extensions }) => extensions.code !== 'OPERATION_TOO_LARGE')) return [query];
    const parts: string[] = [];
    for (const half of halves()) parts.push(...(await bearable(half)));
    return parts;
  }

  test('the queries select every field that a query can reach', () => {
    const selected = new Set(queries.flatMap(([, query]) => selectedBy(query.slice(1, -1))));
    expect(fieldsOfQueries().filter((field) => !selected.has(field))).toEqual([]);
  });

  test.each(CALLERS)('%s is answered every selection without an error', async (caller) => {
    const found: string[] = [];
    for (const [root, query] of queries) {
      const { errors } = await ask(system.url, cast[caller], query);
      found.push(...faults(errors).map((fault) => `${root}: ${fault}`));
    }
    expect(found).toEqual([]);
  });

  test.each(CALLERS)('%s is answered every row of every list without an error', async (caller) => {
    const found: string[] = [];
    for (const [root, pageAfter] of everyRow()) {
      for (let after: string | null = null, isLast = false; !isLast;) {
        const answer: Answer<Page> = await ask<Page>(system.url, cast[caller], pageAfter(after));
        found.push(...faults(answer.errors).map((fault) => `${root}: ${fault}`));
        const { hasNextPage = false, endCursor = null } = answer.data?.[root]?.pageInfo ?? {};
        [after, isLast] = [endCursor, !hasNextPage];
      }
    }
    expect(found).toEqual([]);
  });
});
