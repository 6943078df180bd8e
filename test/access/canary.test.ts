import { beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { buildSchema, getNamedType, isInputObjectType, type GraphQLInputObjectType } from 'graphql';
import { simpleParser } from 'mailparser';
import { Desk } from '../journeys/desk.ts';
import { ask, demand, socket, subscribe } from '../testkit/client.ts';
import { ROOT } from '../testkit/process.ts';
import type { SystemAddress } from '../testkit/system.ts';
import { onSystems, remote } from '../testkit/systems.ts';
import { eventually } from '../../packages/service/dist/testing.js';
import { PUBLIC_ACTOR, actorToken, right, subgraphUrl } from './badges.ts';
import { CALLERS, STRANGERS, castOf, type Cast, type Member } from './cast.ts';
import { admitted, argumentsOf } from './every-field.arguments.ts';
import { everyField, type Arguments } from './every-field.ts';
import { FREE_TEXTS } from './root-fields.table.ts';
import { CANARIES, Speaker, groupOfText, heard, type Group, type Said } from './said.ts';
import { setScene, type Scene } from './scene.ts';

const WITHIN_MS = 120_000;
/** Those who have no part in the case: it is about another site, in another grid, in the hands of another organization. */
const OUTSIDERS: readonly Member[] = [
  'OTHER_DEPARTMENT',
  'OTHER_ENTERPRISE',
  'OTHER_HEAD',
  'OTHER_STREET_STAFF',
  'OTHER_MEMBER',
  'SUPERVISOR',
  'OTHER_SUPERVISOR',
  'ADMINISTRATOR',
  'PUBLIC',
];
const ALL: readonly Member[] = [...CALLERS, ...STRANGERS];
/** The desk, and those who review and verify reports of the grid. */
const READERS: readonly Member[] = ['OPERATOR', 'SHIFT_LEADER', 'GRID_HEAD', 'GRID_MEMBER'];
const OTHERS = ALL.filter((member) => !READERS.includes(member));
const DESK: readonly Member[] = ['OPERATOR', 'SHIFT_LEADER'];
const ANALYSIS: readonly Member[] = ['BI', 'ASSESSOR'];
/** Those who read the words of a group in any case, and those who never do (docs/domain.md §7). Rules and names of the register are published. */
const SIGHT: Readonly<
  Record<Group, { readonly always: readonly Member[]; readonly never: readonly Member[] }>
> = {
  REPORTER: { always: READERS, never: OTHERS },
  ON_SITE: { always: READERS, never: [...OUTSIDERS, ...ANALYSIS, 'DEPARTMENT_STAFF', 'ENTERPRISE_USER'] },
  CASE: { always: DESK, never: OUTSIDERS },
  OFFICE: { always: DESK, never: [...OUTSIDERS, ...ANALYSIS, 'DEPARTMENT_STAFF', 'ENTERPRISE_USER'] },
  ORGANIZATION: { always: DESK, never: [...OUTSIDERS, ...ANALYSIS, 'ENTERPRISE_USER'] },
  RULE: { always: DESK, never: [] },
  AUDIT: { always: ['ADMINISTRATOR'], never: ALL.filter((member) => member !== 'ADMINISTRATOR') },
  SCORE: { always: ['ASSESSOR'], never: ['SUPERVISOR', 'OTHER_SUPERVISOR', 'ENTERPRISE_USER', 'PUBLIC'] },
  REGISTER: { always: DESK, never: [] },
  PERSON: {
    always: [...DESK, 'ADMINISTRATOR'],
    never: ['DEPARTMENT_STAFF', 'SUPERVISOR', 'ENTERPRISE_USER', 'BI', 'PUBLIC'],
  },
  ACCOUNT: { always: ['ADMINISTRATOR'], never: CALLERS.filter((caller) => caller !== 'ADMINISTRATOR') },
  PERSONAL: { always: DESK, never: ['SUPERVISOR', 'OTHER_SUPERVISOR', 'PUBLIC'] },
};
/** A change takes no new reason for a credit code: a test shows that it is refused. */
const REFUSED = 'ChangeObject.attributes.creditCodeOverrideReason';
const wordsOf = (...groups: readonly Group[]): string[] =>
  groups.flatMap((group) => FREE_TEXTS[group].map((text) => CANARIES.get(text) ?? ''));
/** The words that a member must not receive, by their free texts. */
const forbidden = (member: Member, received: string): string[] =>
  heard(received).filter((text) => SIGHT[groupOfText(text)].never.includes(member));
const WORDS_OF_CASE =
  'case { id title summary unregisteredObject { name } creditedReport { description } reports(first: 5) { edges { node { description placeDescription unregisteredObject { name } } } } }';
const WORDS_OF_TICKET = 'instruction reason results { text } requests { reason note }';
/** The lists of a case to their ends. */
const wholeCase = (id: string): string =>
  `{ case(id: "${id}") { reason superior { documentNumber } history(first: 200) { edges { node { note } } } reports(first: 9) { edges { node {
    description placeDescription unregisteredObject { name } rejectionReason reviews { note } verifications { note } superior { documentNumber } } } } } }`;
const PUSHES = {
  caseChanged: `subscription ($after: String) { caseChanged(after: $after) { to ${WORDS_OF_CASE} case { tickets { ${WORDS_OF_TICKET} } } } }`,
  ticketChanged: `subscription ($after: String) { ticketChanged(after: $after) { ticket { ${WORDS_OF_TICKET} ${WORDS_OF_CASE} } } }`,
} as const;
/** Each member with the push that it receives of the case. */
const WATCHERS: ReadonlyArray<readonly [Member, keyof typeof PUSHES]> = [
  ['DEPARTMENT_STAFF', 'caseChanged'],
  ['DEPARTMENT_STAFF', 'ticketChanged'],
  ['ENTERPRISE_USER', 'caseChanged'],
  ['STREET_STAFF', 'caseChanged'],
  ['POST_SUPERVISION', 'caseChanged'],
  ['BI', 'caseChanged'],
  ['ASSESSOR', 'caseChanged'],
];

/** `a.b` of each free text below an input type. */
function textsOf(type: GraphQLInputObjectType, path: readonly string[] = []): string[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (isInputObjectType(inner)) return textsOf(inner, [...path, field.name]);
    return inner.name === 'Text' ? [[...path, field.name].join('.')] : [];
  });
}

test('each free text that a mutation takes has its readers', () => {
  const schema = buildSchema(readFileSync(join(ROOT, 'schema/api.graphql'), 'utf8'));
  const inputs = Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap(({ args }) =>
    args.map(({ type }) => getNamedType(type)).filter(isInputObjectType),
  );
  const found = inputs.flatMap((input) => textsOf(input, [input.name.replace(/Input$/, '')]));
  // Subgraphs with imports have one input for them.
  expect([...new Set(found)].sort()).toEqual(Object.values(FREE_TEXTS).flat().sort());
});

onSystems(remote)('the words of people, %s', (_name, system: SystemAddress) => {
  let cast: Cast;
  let scene: Scene;
  let said: Said;
  let cursor: string;
  const asked = async <Data>(member: Member, query: string, variables = {}): Promise<Data> =>
    demand<Data>(system.url, cast[member], query, variables);

  beforeAll(async () => {
    cast = await castOf(system);
    const set = await setScene(system, cast);
    cursor = (await asked<{ changeCursor: string }>('OPERATOR', '{ changeCursor }')).changeCursor;
    said = await new Speaker(system, cast, new Desk(system)).all(set);
    const { caseId, reportId, ticketId } = said;
    scene = { ...set, caseId, reportId, ticketId };
  }, 300_000);

  const given = (): Arguments => ({
    ...argumentsOf(scene),
    'Query.auditEntries(first)': '50',
    'Query.document(code)': `"${said.documentCode}"`,
    'Query.guidelines(on)': '"2999-01-15"',
    'Query.limitRule(id)': `"${said.limitRuleId}"`,
    'Query.phoneReminder(id)': `"${said.reminderId}"`,
    'Query.ruleSets(on)': '"2999-01-15"',
    'Query.supervisedObject(id)': `"${said.objectId}"`,
    'Query.registerChanges(first)': '9',
    'Query.person(number)': `"${said.personNumber}"`,
    'Query.organization(code)': `"${said.organizationCode}"`,
    'Query.routingRules(on)': '"2999-01-15"',
    'Query.workCalendar(version)': `"${said.calendarVersion}"`,
  });

  /** The second organization and person, whose words are of a change. */
  const renamed = (): string[] => [
    `{ organization(code: "${said.organizationCode}X") { name nameEn shortName } }`,
    `{ person(number: "${said.personNumber}X") { name } }`,
  ];

  async function selections(): Promise<string[]> {
    const found: string[] = [];
    for (const each of everyField(given()).values()) found.push(...(await admitted(system, each)));
    return [...found, wholeCase(scene.caseId), wholeCase(said.rejectedCaseId), ...renamed()];
  }

  test('are said in every free text of the public API', () => {
    expect([...CANARIES.keys()].filter((text) => !said.texts.has(text))).toEqual([REFUSED]);
  });

  test('are not taken where a change may give none', async () => {
    const attributes = { creditCodeOverrideReason: CANARIES.get(REFUSED) };
    const input = { idempotencyKey: randomUUID(), objectId: scene.enterprise.id, version: 1, attributes };
    const query = 'mutation ($input: ChangeObjectInput!) { changeObject(input: $input) { change { id } } }';
    const { errors } = await ask(system.url, cast.OPERATOR, query, { input });
    const problem = { path: 'input.attributes.creditCodeOverrideReason', problem: 'forbidden' };
    expect(errors).toMatchObject([
      { extensions: { code: 'INPUT_INVALID', details: { problems: [problem] } } },
    ]);
  });

  test('reach their readers in any field, and no other role', async () => {
    const readers = new Map<string, Set<Member>>([...said.texts].map((text) => [text, new Set()]));
    const look = async (member: Member, query: string): Promise<void> => {
      const { data } = await ask(system.url, cast[member], query);
      for (const text of heard(JSON.stringify(data ?? null))) readers.get(text)?.add(member);
    };
    for (const query of await selections())
      await Promise.all([...OTHERS, ...READERS].map((member) => look(member, query)));
    const faults = [...readers].flatMap(([text, found]) => {
      const group = groupOfText(text);
      const { always, never } = SIGHT[group];
      // The entries of an audit travel as events.
      const isThere = group !== 'AUDIT' || system.hasEvents;
      const without = isThere ? always.filter((member) => !found.has(member)) : [];
      const beyond = never.filter((member) => found.has(member));
      return without.length + beyond.length > 0 ? [{ text, without, beyond }] : [];
    });
    expect(faults).toEqual([]);
  }, 600_000);

  test('are found by no search, in no count, of those who may not read them', async () => {
    const found = (word: string): string =>
      `{ cases(text: "${word}") { edges { node { id } } count { value } } }`;
    const searches = [...OTHERS, ...READERS].flatMap((member) => {
      const words = wordsOf('REPORTER', 'ON_SITE', 'OFFICE', 'ORGANIZATION');
      const more = OUTSIDERS.includes(member) ? wordsOf('CASE') : [];
      return [...words, ...more].map((word) => [member, found(word)] as const);
    });
    for (const [member, query] of searches) {
      const { data } = await ask<{ cases: unknown }>(system.url, cast[member], query);
      expect(data?.cases ?? { edges: [], count: { value: 0 } }).toEqual({ edges: [], count: { value: 0 } });
    }
  });

  test('come with no push to those who may not read them', async () => {
    for (const [member, push] of WATCHERS) {
      const client = socket(system.url, cast[member]);
      const stream = subscribe<object>(client, PUSHES[push], { after: cursor });
      let received = '';
      while (!received.includes(scene.caseId)) received += JSON.stringify(await stream.next());
      expect([member, push, forbidden(member, received)]).toEqual([member, push, []]);
      await client.dispose();
    }
  });

  test('of a reporter are resolved as entities for the desk, and for no other role', async () => {
    const url = await subgraphUrl(system, 'cases');
    const query =
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Report { id description placeDescription unregisteredObject { name } } ... on Case { title summary unregisteredObject { name } } } }';
    const of = [
      ...said.reportIds.map((id) => ({ __typename: 'Report', id })),
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
    const ofReporter = wordsOf('REPORTER');
    const holds = (received: string): boolean => ofReporter.some((word) => received.includes(word));
    expect(holds(await entities('OPERATOR'))).toBe(true);
    for (const role of ['POST_SUPERVISION', 'CITY', 'PROVINCE', 'ASSESSOR', 'BI'])
      expect([role, holds(await entities(role))]).toEqual([role, false]);
    for (const role of ['STREET_STAFF', 'SUPERVISOR'])
      expect([role, holds(await entities(role, { grid: scene.gridCode }))]).toEqual([role, false]);
    expect(holds(await entities('DEPARTMENT_STAFF', { organization: 'DEPT-HOUSING' }))).toBe(false);
    const enterprise = scene.enterprise.creditCode;
    expect(holds(await entities('ENTERPRISE_USER', { enterprise }))).toBe(false);
  });

  test('stand in no e-mail to those who may not read them', async () => {
    const query = 'query ($id: ID!) { ticket(id: $id) { emails { id state } } }';
    type Emails = { ticket: { emails: [{ id: string; state: string }] } };
    const stateNow = async (): Promise<string> =>
      (await asked<Emails>('OPERATOR', query, { id: scene.ticketId })).ticket.emails[0].state;
    await eventually(stateNow, (state) => state === 'SENT', WITHIN_MS);
    const { subject, text, html } = await simpleParser(
      await readFile(join(system.dataDirectory, 'mail', `${said.emailId}.eml`)),
    );
    expect(text).toContain('转办编号');
    expect(forbidden('DEPARTMENT_STAFF', `${subject} ${text} ${html}`)).toEqual([]);
  });
});
