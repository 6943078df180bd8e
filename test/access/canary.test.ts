import { beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import { buildSchema, getNamedType, isInputObjectType, type GraphQLInputObjectType } from 'graphql';
import { simpleParser } from 'mailparser';
import { ask, demand, socket, subscribe } from '../testkit/client.ts';
import { mutationOf, type Done as Answered } from '../testkit/mutation.ts';
import { ROOT } from '../testkit/process.ts';
import type { SystemAddress } from '../testkit/system.ts';
import { onSystems, remote } from '../testkit/systems.ts';
import { today } from '../testkit/today.ts';
import { eventually } from '../testkit/within.ts';
import { PUBLIC_ACTOR, actorToken, right } from './badges.ts';
import { CALLERS, STRANGERS, castOf, type Cast, type Member } from './cast.ts';
import { admitted, argumentsOf } from './every-field.arguments.ts';
import { everyField } from './every-field.ts';
import { FREE_TEXTS } from './root-fields.table.ts';
import { setScene, type Scene } from './scene.ts';

const WITHIN_MS = 120_000;
const CANARY = `canary${randomBytes(6).toString('hex')}`;
/** The free text that a caller without a token may send, and the input that carries it. */
const WORDS = {
  description: `我是王某某 ${CANARY},夜里偷排,请保密`,
  placeDescription: `${CANARY} 家对面`,
  object: { kind: 'CONSTRUCTION_SITE', name: `${CANARY} 举报的工地` },
};
/** The canary in the notes of those who review and verify on site: they quote the reporter. */
const NOTE = `note${randomBytes(6).toString('hex')}`;
const ON_SITE = `${NOTE} 举报人王某某在场`;
/** The canaries of the desk and of an organization, in words that are no secret of a reporter. */
const DESK = `desk${randomBytes(6).toString('hex')}`;
const OFFICE = `office${randomBytes(6).toString('hex')}`;
/** Those who never read a note about a reporter (docs/domain.md §7). */
const NEVER: readonly Member[] = [
  'DEPARTMENT_STAFF',
  'OTHER_DEPARTMENT',
  'ENTERPRISE_USER',
  'OTHER_ENTERPRISE',
  'OTHER_HEAD',
  'OTHER_STREET_STAFF',
  'OTHER_MEMBER',
  'SUPERVISOR',
  'OTHER_SUPERVISOR',
  'PUBLIC',
  'BI',
  'ASSESSOR',
];
/** Those who have no part in the case: it is about another site, in another grid, in the hands of another organization. */
const OUTSIDERS: readonly Member[] = [
  'OTHER_DEPARTMENT',
  'OTHER_ENTERPRISE',
  'OTHER_HEAD',
  'OTHER_STREET_STAFF',
  'OTHER_MEMBER',
  'SUPERVISOR',
  'OTHER_SUPERVISOR',
  'PUBLIC',
];
/** The desk, and those who review and verify reports of the grid. */
const READERS: readonly Member[] = ['OPERATOR', 'SHIFT_LEADER', 'GRID_HEAD', 'GRID_MEMBER'];
const OTHERS = [...CALLERS, ...STRANGERS].filter((member) => !READERS.includes(member));
const PLACE = { longitude: 116.622405, latitude: 35.409751 };
const WORDS_OF_CASE =
  'case { id title summary unregisteredObject { name } creditedReport { description } reports(first: 5) { edges { node { description placeDescription unregisteredObject { name } } } } }';
const PUSHES = {
  caseChanged: `subscription ($after: String) { caseChanged(after: $after) { to ${WORDS_OF_CASE} } }`,
  ticketChanged: `subscription ($after: String) { ticketChanged(after: $after) { ticket { instruction ${WORDS_OF_CASE} } } }`,
} as const;
/** Each member with the push that it receives of the case. */
const WATCHERS: ReadonlyArray<readonly [Member, keyof typeof PUSHES]> = [
  ['DEPARTMENT_STAFF', 'caseChanged'],
  ['DEPARTMENT_STAFF', 'ticketChanged'],
  ['ENTERPRISE_USER', 'caseChanged'],
  ['STREET_STAFF', 'caseChanged'],
  ['POST_SUPERVISION', 'caseChanged'],
];

/** `a.b` of each free text below an input type. */
function textsOf(type: GraphQLInputObjectType, path: readonly string[] = []): string[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (isInputObjectType(inner)) return textsOf(inner, [...path, field.name]);
    return inner.name === 'Text' ? [[...path, field.name].join('.')] : [];
  });
}

test('each free text that a mutation takes has its readers, and the canary is in those about a reporter', () => {
  const schema = buildSchema(readFileSync(join(ROOT, 'schema/api.graphql'), 'utf8'));
  const inputs = Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap(({ args }) =>
    args.map(({ type }) => getNamedType(type)).filter(isInputObjectType),
  );
  const found = inputs.flatMap((input) => textsOf(input, [input.name.replace(/Input$/, '')]));
  expect(found.sort()).toEqual(Object.values(FREE_TEXTS).flat().sort());
  for (const text of [WORDS.description, WORDS.placeDescription, WORDS.object.name])
    expect(text).toContain(CANARY);
});

onSystems(remote)('the words of a reporter, %s', (_name, system: SystemAddress) => {
  let cast: Cast;
  let scene: Scene;
  let reportIds: readonly string[];
  let emailId: string;
  let cursor: string;
  const asked = async <Data>(member: Member, query: string, variables = {}): Promise<Data> =>
    demand<Data>(system.url, cast[member], query, variables);
  const act = async (member: Member, name: string, selection: string, input: object) => {
    type Done = { id: string; leadTicket: { id: string; emails: [{ id: string }] } };
    const variables = { input: { idempotencyKey: randomUUID(), ...input } };
    return (await asked<Answered<Done>>(member, mutationOf(name, selection), variables)).done.thing;
  };
  const submit = async (member: Member, input: object): Promise<string> => {
    const query = 'mutation ($input: SubmitReportInput!) { submitReport(input: $input) { reportId } }';
    type Receipt = { submitReport: { reportId: string } };
    const variables = { input: { idempotencyKey: randomUUID(), ...input } };
    return (await asked<Receipt>(member, query, variables)).submitReport.reportId;
  };

  beforeAll(async () => {
    cast = await castOf(system);
    const set = await setScene(system, cast);
    cursor = (await asked<{ changeCursor: string }>('OPERATOR', '{ changeCursor }')).changeCursor;
    const object = { ...WORDS.object, id: set.enterprise.id };
    const call = { ...WORDS, object, channelCode: 'OPERATOR', categoryCode: 'RIVER' };
    const reportId = await submit('OPERATOR', call);
    const summary = `河道水体异常,需核查 ${DESK}`;
    const adoption = { reportId, version: 1, summary, title: `${DESK} 河道` };
    const { id: caseId } = await act('OPERATOR', 'adoptReport', 'id', adoption);
    // A second report, without a token, about an object that only its reporter names.
    const second = await submit('PUBLIC', { ...WORDS, place: PLACE });
    const onSite = { answer: 'TRUE', note: ON_SITE };
    await act('GRID_MEMBER', 'verifyReport', 'id', { reportId: second, version: 1, ...onSite });
    await act('OPERATOR', 'adoptReport', 'id', { reportId: second, version: 2, caseId });
    // A third report, which a level reviews.
    const third = await submit('GRID_MEMBER', { ...WORDS, channelCode: 'MEMBER', place: PLACE });
    const review = { decision: 'APPROVED', note: ON_SITE };
    await act('GRID_HEAD', 'reviewReport', 'id', { reportId: third, version: 1, ...review });
    await act('OPERATOR', 'adoptReport', 'id', { reportId: third, version: 2, caseId });
    await act('OPERATOR', 'sendCaseToVerify', 'id', { caseId, version: 1 });
    const verification = { caseId, version: 2, place: PLACE, ...onSite };
    await act('GRID_MEMBER', 'recordVerification', 'id', verification);
    await act('OPERATOR', 'acceptCase', 'id', { caseId, version: 3 });
    await act('SHIFT_LEADER', 'fileCase', 'id', { caseId, version: 4 });
    const route = { caseId, version: 5, leadOrganizationCode: 'DEPT-HOUSING', instruction: DESK };
    const { leadTicket } = await act('OPERATOR', 'dispatchCase', 'leadTicket { id emails { id } }', route);
    const ticket = { ticketId: leadTicket.id };
    await act('DEPARTMENT_STAFF', 'acknowledgeTicket', 'id', { ...ticket, version: 1 });
    const wish = { extendByWorkMinutes: 60, reason: `${OFFICE} 人手不足` };
    await act('DEPARTMENT_STAFF', 'requestExtension', 'id', { ...ticket, version: 2, ...wish });
    const consent = { decision: 'APPROVED', note: DESK };
    await act('OPERATOR', 'decideTicketRequest', 'id', { ...ticket, version: 3, ...consent });
    const results = {
      verification: { text: `${OFFICE} 现场属实`, isTrue: true },
      rectification: { text: `${OFFICE} 已整改`, isRectified: true, rectifiedOn: today() },
    };
    await act('DEPARTMENT_STAFF', 'submitTicketResult', 'id', { ...ticket, version: 4, ...results });
    reportIds = [reportId, second];
    emailId = leadTicket.emails[0].id;
    scene = { ...set, caseId, reportId, ticketId: leadTicket.id };
  }, 300_000);

  async function selections(): Promise<string[]> {
    const found: string[] = [];
    for (const each of everyField(argumentsOf(scene)).values()) found.push(...(await admitted(system, each)));
    return found;
  }

  test('reach the desk and the reviewers in any field, and no other role; those of offices reach no outsider', async () => {
    const readers = new Set<Member>();
    const readersOfNotes = new Set<Member>();
    const readersOf = { [DESK]: new Set<Member>(), [OFFICE]: new Set<Member>() };
    const look = async (member: Member, query: string): Promise<void> => {
      const { data } = await ask(system.url, cast[member], query);
      const received = JSON.stringify(data ?? null);
      if (received.includes(CANARY)) readers.add(member);
      if (received.includes(NOTE)) readersOfNotes.add(member);
      for (const [word, found] of Object.entries(readersOf)) if (received.includes(word)) found.add(member);
    };
    for (const query of await selections())
      await Promise.all([...OTHERS, ...READERS].map((member) => look(member, query)));
    expect([...readers].sort()).toEqual([...READERS].sort());
    expect([...readersOfNotes]).toEqual(expect.arrayContaining([...READERS]));
    expect([...readersOfNotes].filter((member) => NEVER.includes(member))).toEqual([]);
    for (const found of Object.values(readersOf)) {
      expect([...found]).toEqual(expect.arrayContaining(['OPERATOR', 'SHIFT_LEADER', 'DEPARTMENT_STAFF']));
      expect([...found].filter((member) => OUTSIDERS.includes(member))).toEqual([]);
    }
    // An enterprise reads the case about it, and no ticket.
    expect([...(readersOf[OFFICE] ?? [])]).not.toContain('ENTERPRISE_USER');
  }, 600_000);

  test('are found by no search, in no count', async () => {
    const found = (word: string): string =>
      `{ cases(text: "${word}") { edges { node { id } } count { value } } }`;
    const searches = [...OTHERS, ...READERS].flatMap((member) => {
      const words = OUTSIDERS.includes(member) ? [CANARY, NOTE, DESK, OFFICE] : [CANARY, NOTE];
      return words.map((word) => [member, found(word)] as const);
    });
    for (const [member, query] of searches) {
      const { data } = await ask<{ cases: unknown }>(system.url, cast[member], query);
      expect(data?.cases ?? { edges: [], count: { value: 0 } }).toEqual({ edges: [], count: { value: 0 } });
    }
  });

  test('come with no push', async () => {
    for (const [member, push] of WATCHERS) {
      const client = socket(system.url, cast[member]);
      const stream = subscribe<object>(client, PUSHES[push], { after: cursor });
      let received = '';
      while (!received.includes(scene.caseId)) received += JSON.stringify(await stream.next());
      for (const word of [CANARY, NOTE])
        expect([member, push, received]).toEqual([member, push, expect.not.stringContaining(word)]);
      await client.dispose();
    }
  });

  test('are resolved as entities for the desk, and for no other role', async () => {
    const url = (system.metricsUrls[2] ?? '').replace('/metrics', '/graphql');
    const query =
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Report { id description placeDescription unregisteredObject { name } } ... on Case { title summary unregisteredObject { name } } } }';
    const of = [
      ...reportIds.map((id) => ({ __typename: 'Report', id })),
      { __typename: 'Case', id: scene.caseId },
    ];
    const entities = async (role: string, scope = {}): Promise<string> => {
      const actor = {
        ...PUBLIC_ACTOR,
        kind: 'PERSON' as const,
        id: randomUUID(),
        rights: [right(role, scope)],
      };
      const token = await actorToken(system, { audience: 'cases', actor });
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const body = JSON.stringify({ query, variables: { of } });
      return (await fetch(url, { method: 'POST', headers, body })).text();
    };
    expect(await entities('OPERATOR')).toContain(CANARY);
    for (const role of ['POST_SUPERVISION', 'CITY', 'PROVINCE', 'ASSESSOR', 'BI'])
      expect([role, await entities(role)]).toEqual([role, expect.not.stringContaining(CANARY)]);
    for (const role of ['STREET_STAFF', 'SUPERVISOR'])
      expect(await entities(role, { grid: scene.gridCode })).not.toContain(CANARY);
    expect(await entities('DEPARTMENT_STAFF', { organization: 'DEPT-HOUSING' })).not.toContain(CANARY);
    const enterprise = scene.enterprise.creditCode;
    expect(await entities('ENTERPRISE_USER', { enterprise })).not.toContain(CANARY);
  });

  test('stand in no e-mail', async () => {
    const query = 'query ($id: ID!) { ticket(id: $id) { emails { id state } } }';
    type Emails = { ticket: { emails: [{ id: string; state: string }] } };
    const stateNow = async (): Promise<string> =>
      (await asked<Emails>('OPERATOR', query, { id: scene.ticketId })).ticket.emails[0].state;
    await eventually(WITHIN_MS, stateNow, (state) => state === 'SENT');
    const { subject, text, html } = await simpleParser(
      await readFile(join(system.dataDirectory, 'mail', `${emailId}.eml`)),
    );
    expect(text).toContain('转办编号');
    for (const word of [CANARY, NOTE]) expect(`${subject} ${text} ${html}`).not.toContain(word);
  });
});
