import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Database, newId } from '@ecogrid/database';
import { misfitOf } from '@ecogrid/event-contracts';
import { DatabaseEventLog, openEventStream } from '@ecogrid/events';
import { ActorSigner, PUBLIC_ACTOR, demonstrationKeys, rightOf, type Actor } from '@ecogrid/identity';
import { people } from '@ecogrid/seed-district';
import { Metrics, silentLogger } from '@ecogrid/service';
import type { RunningSubgraph, SubgraphOptions } from '@ecogrid/subgraph';
import { GRID, MEMBER_ID, actor, assessor, engines, ticketSettled } from './assessment.builder.ts';
import { ASSESSMENT_MODEL } from './features.ts';
import { startAssessment } from './start.ts';

const member = actor({ id: MEMBER_ID, rights: [rightOf('GRID_MEMBER', { grid: GRID })] });

interface Edges<Node> {
  readonly edges: ReadonlyArray<{ readonly node: Node }>;
}

describe.each(engines)('the assessment subgraph on %s', (_name, engine) => {
  let options: SubgraphOptions;
  let running: RunningSubgraph;
  let signer: ActorSigner;
  beforeAll(async () => {
    const keys = await demonstrationKeys(mkdtempSync(join(tmpdir(), 'ecogrid-')), 'gateway');
    signer = new ActorSigner(keys.privateKey);
    const clock = { now: () => new Date('2026-11-20T02:00:00.000Z') };
    const common = { gatewayKey: keys.publicKey, clock, logger: silentLogger, seed: true };
    options = { ...common, metrics: new Metrics(), databaseUrl: await engine.freshUrl() };
    await (await startAssessment({ ...options, metrics: new Metrics() })).close();
    // A second start finds everything as it was, and seeds nothing again.
    running = await startAssessment(options);
  });
  const peers: Database[] = [];
  afterAll(async () => {
    await running.close();
    await Promise.all(peers.map((peer) => peer.close()));
  });

  const statements = async (): Promise<number> => {
    const counter = options.metrics.registry.getSingleMetric('ecogrid_assessment_sql_statements_total');
    return (await counter?.get())?.values[0]?.value ?? Number.NaN;
  };
  const ask = async (who: Actor, query: string): Promise<Record<string, unknown>> => {
    const token = await signer.sign(who, 'assessment');
    const { data, errors } = await running.subgraph.execute({
      query,
      actorToken: () => token,
      requestId: 'test',
    });
    expect(errors).toBeUndefined();
    return data as Record<string, unknown>;
  };

  test('has the schema that its entities describe', async () => {
    const database = await Database.open({ url: options.databaseUrl, ...ASSESSMENT_MODEL });
    expect(await database.drift()).toEqual([]);
    await database.close();
  });

  test('has six trainings with 52 trainees, and four documents in a version each', async () => {
    const query =
      '{trainings{edges{node{trainer{name} attendances(first:200){edges{node{person{id}}}}}}} documents{code versions{version}}}';
    const { trainings, documents } = (await ask(assessor, query)) as unknown as {
      trainings: {
        edges: Array<{ node: { trainer: object | null; attendances: Edges<{ person: { id: string } }> } }>;
      };
      documents: Array<{ versions: unknown[] }>;
    };
    expect(trainings.edges).toHaveLength(6);
    expect(trainings.edges.map(({ node }) => node.trainer)).not.toContain(null);
    const trainees = trainings.edges.flatMap(({ node }) =>
      node.attendances.edges.map((each) => each.node.person.id),
    );
    expect(new Set(trainees).size).toBe(52);
    expect(documents.map(({ versions }) => versions.length)).toEqual([1, 1, 1, 1]);
  });

  test('has one rule set and one period, the current one', async () => {
    const data = await ask(
      assessor,
      '{ruleSets{code version} periods{code state} ruleSet(code:"JN-GX-2026"){rules{code eventTopic}}}',
    );
    expect(data).toMatchObject({
      ruleSets: [{ code: 'JN-GX-2026', version: 1 }],
      periods: [{ code: '2026-11', state: 'OPEN' }],
      ruleSet: {
        rules: expect.arrayContaining([
          { code: 'DEPARTMENT-ON-TIME', eventTopic: 'TICKET_SETTLED' },
          { code: 'DEPARTMENT-FRAUD', eventTopic: null },
        ]),
      },
    });
  });

  test('finds a rule set by its code or its id, and asks for one of both', async () => {
    const found = async (by: string): Promise<unknown> =>
      (await ask(assessor, `{ruleSet(${by}){id version}}`))['ruleSet'];
    const { id } = (await found('code:"JN-GX-2026"')) as { id: string };
    expect(await found(`id:"${id.toUpperCase()}"`)).toEqual({ id, version: 1 });
    expect(await found('code:"JN-GX-2026",version:2')).toBeNull();
  });

  const REFERENCES = `_entities(representations: [
    {__typename: "Organization", code: "DEPT-WATER"}, {__typename: "Organization", code: "STREET-370871001"},
    {__typename: "Organization", code: "PLATFORM-370871001"}, {__typename: "Organization", code: "PLATFORM-370871"},
    {__typename: "Grid", code: "${GRID}"}, {__typename: "Grid", code: "370871001"}, {__typename: "Grid", code: "370871"},
    {__typename: "Person", id: "${MEMBER_ID}"}, {__typename: "Person", id: "${people[0]?.id}"}]) {
      ... on Organization { score { points subjectKind period { code } ruleSet { code } } }
      ... on Grid { score { points subjectKind period { code } ruleSet { code } } }
      ... on Person { score { points subjectKind period { code } ruleSet { code } } } }`;

  test('scores assessed subjects only', async () => {
    const { _entities } = (await ask(assessor, `{${REFERENCES}}`)) as {
      _entities: Array<{ score: { subjectKind: string } | null }>;
    };
    const kinds = _entities.map(({ score }) => score?.subjectKind ?? null);
    expect(kinds).toEqual(['DEPARTMENT', 'STREET', 'STREET', null, 'GRID', 'STREET', null, 'MEMBER', null]);
  });

  test('asks each kind of thing once, however many are wanted', async () => {
    const before = await statements();
    await ask(assessor, `{${REFERENCES}}`);
    // Organizations, grids, memberships, rule sets and periods once each; totals in the turns in which those answer.
    expect((await statements()) - before).toBeLessThanOrEqual(8);
  });

  test('shows a grid member their own score and the ranks of peers without points', async () => {
    const { _entities } = (await ask(member, `{${REFERENCES}}`)) as {
      _entities: Array<{ score: object | null }>;
    };
    expect(_entities.map(({ score }) => score !== null)).toEqual([
      false,
      false,
      false,
      false,
      true,
      false,
      false,
      true,
      false,
    ]);
    const { ranking } = (await ask(
      member,
      '{ranking(subjectKind: MEMBER, first: 200){edges{node{rank subjectCode score{points}}} count{value}}}',
    )) as {
      ranking: Edges<{ subjectCode: string | null; score: object | null }> & { count: object };
    };
    const rows = ranking.edges.map(({ node }) => node);
    expect(rows).toHaveLength(25);
    expect(ranking.count).toEqual({ value: 25 });
    expect(rows.filter(({ score }) => score).map(({ subjectCode }) => subjectCode)).toEqual([MEMBER_ID]);
    expect(rows.flatMap(({ subjectCode }) => subjectCode ?? [])).toEqual([MEMBER_ID]);
  });

  test('takes the events of cases and of grids, and announces its entries', async () => {
    const database = await Database.open({ url: await engine.freshUrl(), ...ASSESSMENT_MODEL });
    const open = (source: string) =>
      DatabaseEventLog.open({ database, source, logger: silentLogger, misfitOf });
    const [grids, cases] = [await open('grids'), await open('cases')];
    const department = {
      id: newId(),
      code: 'DEPT-NEW',
      name: '新部门',
      email: 'new@ecogrid.example',
      phone: null,
      kind: 'DEPARTMENT',
      platformLevel: null,
      divisionCode: '370871',
    };
    const received = {
      topic: 'OrganizationChanged',
      channel: 'DEPT-NEW',
      aggregateId: department.id,
      occurredAt: new Date(),
    };
    const registered = { id: MEMBER_ID, pseudonym: 'f'.repeat(32) };
    const known = { topic: 'PersonRegistered', channel: '', aggregateId: MEMBER_ID, occurredAt: new Date() };
    await database.transaction(() => grids.outbox.announce({ ...known, payload: registered }));
    await database.transaction(() =>
      grids.outbox.announce({ ...received, payload: { ...department, version: 1 } }),
    );
    const { id: _id, ...settled } = ticketSettled({ organizationCode: 'DEPT-NEW' });
    await database.transaction(() => cases.outbox.announce(settled));
    const posted = await openEventStream(running.log, { filter: { channels: ['DEPT-NEW'] } });
    running.listenTo(grids);
    running.listenTo(cases);
    expect((await posted.next()).value).toMatchObject({
      topic: 'ScorePosted',
      payload: { pointsHundredths: 50 },
    });
    await Promise.all([posted.return?.(), grids.close(), cases.close()]);
    const { ranking } = await ask(
      assessor,
      '{ranking(subjectKind: DEPARTMENT){edges{node{rank subjectCode score{points}}}}}',
    );
    const first = { rank: 1, subjectCode: 'DEPT-NEW', score: { points: '100.50' } };
    expect(ranking).toMatchObject({ edges: expect.arrayContaining([{ node: first }]) as unknown });
    await followsByPseudonym(registered.pseudonym);
    peers.push(database);
  });

  /** BI finds the member by the pseudonym in the ranking and among the attendances, without code or person. */
  async function followsByPseudonym(pseudonym: string): Promise<void> {
    const bi = actor({ kind: 'SERVICE', id: 'bi', rights: [rightOf('BI')] });
    const query = `{
      ranking(subjectKind: MEMBER, first: 200) {
        edges { node { subjectCode subjectPseudonym person { id } score { subjectCode subjectPseudonym } } } }
      trainings { edges { node { attendances(first: 200) { edges { node { personPseudonym person { id } } } } } } } }`;
    const { ranking, trainings } = (await ask(bi, query)) as unknown as {
      ranking: Edges<{ subjectPseudonym: string | null }>;
      trainings: Edges<{ attendances: Edges<{ personPseudonym: string | null }> }>;
    };
    const hidden = { subjectCode: null, subjectPseudonym: pseudonym };
    const ranked = ranking.edges.filter(({ node }) => node.subjectPseudonym !== null);
    expect(ranked).toEqual([{ node: { ...hidden, person: null, score: hidden } }]);
    const attended = trainings.edges
      .flatMap(({ node }) => node.attendances.edges)
      .filter(({ node }) => node.personPseudonym !== null);
    expect(attended.length).toBeGreaterThan(0);
    for (const { node } of attended) expect(node).toEqual({ personPseudonym: pseudonym, person: null });
  }

  test('shows the public the documents and nothing else', async () => {
    const query = `{${REFERENCES} ruleSets{code} ruleSet(code:"JN-GX-2026"){code} periods{code} period(code:"2026-11"){code}
      scoreEntries{edges{node{id}}} explainScore(subjectKind:DEPARTMENT, subjectCode:"DEPT-WATER"){score{points}}
      ranking(subjectKind:DEPARTMENT){edges{node{rank}}} trainings{edges{node{code}}} training(code:"TRAINING-1"){code} documents{code}}`;
    const { documents, _entities, ...rest } = await ask(PUBLIC_ACTOR, query);
    expect(documents).toHaveLength(4);
    expect((_entities as Array<{ score: unknown }>).every(({ score }) => score === null)).toBe(true);
    expect(rest).toEqual({
      ruleSets: [],
      ruleSet: null,
      periods: [],
      period: null,
      scoreEntries: { edges: [] },
      explainScore: null,
      ranking: { edges: [] },
      trainings: { edges: [] },
      training: null,
    });
  });

  test('shows test results to the assessor and to the person', async () => {
    const query = '{training(code:"TRAINING-1"){attendances(first:200){edges{node{person{id} testScore}}}}}';
    const seenBy = async (who: Actor): Promise<string[]> => {
      const { training } = (await ask(who, query)) as {
        training: { attendances: Edges<{ person: { id: string }; testScore: string | null }> };
      };
      return training.attendances.edges
        .map(({ node }) => node)
        .filter(({ testScore }) => testScore !== null)
        .map(({ person }) => person.id);
    };
    expect((await seenBy(assessor)).length).toBeGreaterThan(40);
    expect(await seenBy(member)).toEqual([MEMBER_ID]);
    expect(
      await seenBy(actor({ rights: [rightOf('DEPARTMENT_STAFF', { organization: 'DEPT-WATER' })] })),
    ).toEqual([]);
  });
});
