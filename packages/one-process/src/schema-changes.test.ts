import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { breakingChanges, brokenConventions } from './schema-changes.ts';

const graph = (more: string): string => `
  type Query { thing: Thing }
  type Mutation { acceptThing: AcceptThingPayload! }
  type AcceptThingPayload { thing: Thing }
  type Thing { id: ID! availableActions: [ThingAction!]! ${more} }
`;

test('a schema that keeps the conventions has no faults', () => {
  expect(
    brokenConventions(
      `${graph('effectiveFrom: String "Its parts, 9 at most." parts: [Thing!]!')} enum ThingAction { ACCEPT_THING }`,
    ),
  ).toEqual([]);
});

test('a mutation that answers with a thing is a fault', () => {
  const schema = graph('').replace('acceptThing: AcceptThingPayload!', 'acceptThing: Thing!');
  expect(brokenConventions(`${schema} enum ThingAction { ACCEPT_THING }`)).toEqual([
    'Mutation.acceptThing: a mutation answers with a payload type of its own',
  ]);
});

test.each([
  ['a value in lower case', '', 'enum ThingAction { ACCEPT_THING } enum Other { small }', 'Other.small'],
  ['another word for validity', 'startsOn: String', 'enum ThingAction { ACCEPT_THING }', 'Thing.startsOn'],
  ['another form of two languages', 'nameZh: String', 'enum ThingAction { ACCEPT_THING }', 'Thing.nameZh'],
  ['a list without a maximum', 'parts: [Thing!]!', 'enum ThingAction { ACCEPT_THING }', 'Thing.parts'],
  [
    'an action that no mutation performs',
    '',
    'enum ThingAction { ACCEPT_THING REJECT_THING }',
    'ThingAction.REJECT_THING',
  ],
])('%s is a fault', (_what, field, types, place) => {
  const faults = brokenConventions(
    `${graph(field)} ${types} ${types.includes('Other') ? 'extend type Thing { other: Other }' : ''}`,
  );
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(new RegExp(`^${place}:`));
});

test.each([
  ['moments since and before', 'raisedSince: DateTime, raisedBefore: DateTime', []],
  ['days from and to', 'from: Date, to: Date, closedFrom: Date, closedTo: Date', []],
  ['a day and a moment', 'on: Date, at: DateTime, effectiveFrom: DateTime', []],
  ['a moment that ends with until', 'since: DateTime, until: DateTime', ['since', 'until']],
  ['moments from and to', 'openedFrom: DateTime, openedTo: DateTime', ['openedFrom', 'openedTo']],
  ['a day before which a span ends', 'closedFrom: Date, closedBefore: Date!', ['closedBefore']],
  ['days of another pair', 'startsOn: Date, until: Date', ['startsOn', 'until']],
])('of the spans of arguments and inputs, %s: %s', (_what, span, faults) => {
  const types = `scalar Date scalar DateTime enum ThingAction { ACCEPT_THING }
    type Parts { count(${span}): Int } input Span { ${span} }`;
  const schema = `${graph('parts(span: Span): Parts')} ${types}`;
  expect(brokenConventions(schema).map((fault) => fault.replace(/: in a span .*/, ''))).toEqual([
    ...faults.map((name) => `Parts.count(${name}:)`),
    ...faults.map((name) => `Span.${name}`),
  ]);
});

test.each([
  ['the four fields', 'ThingPush', 'action: String from: String to: String actor: Thing', []],
  ['no actor', 'ThingPush', 'action: String from: String to: String', ['ThingPush']],
  ['none of them', 'ThingPush', 'cursor: String', Array(4).fill('ThingPush')],
  ['another name', 'ThingNews', 'cursor: String', ['Subscription.thingChanged']],
])('of a type that is pushed, with %s', (_what, name, fields, places) => {
  const pushed = `type Subscription { thingChanged: ${name}! } type ${name} { ${fields} }`;
  const faults = brokenConventions(`${graph('')} enum ThingAction { ACCEPT_THING } ${pushed}`);
  expect(faults.map((fault) => fault.split(':')[0])).toEqual(places);
});

describe('a change that breaks clients of main', () => {
  let root: string;
  const git = (...args: string[]): Buffer => execFileSync('git', args, { cwd: root, stdio: 'pipe' });
  const changelog = (...lines: string[]): void =>
    writeFileSync(join(root, 'CHANGELOG.md'), lines.map((line) => `- ${line}\n`).join(''));
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'ecogrid-schema-'));
    mkdirSync(join(root, 'schema'));
    writeFileSync(join(root, 'schema', 'api.graphql'), 'type Query { thing: String other: String }');
    changelog('Breaking: an older one.');
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '-q', '-m', 'landed');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const BROKEN = 'type Query { thing: String }';
  test('is listed, and needs a new line of the changelog that says so', () => {
    const unannounced = { changes: ['Query.other was removed.'], isAnnounced: false };
    expect(breakingChanges(BROKEN, root)).toEqual(unannounced);
    changelog('Breaking: an older one.', 'A new field.');
    expect(breakingChanges(BROKEN, root)).toEqual(unannounced);
    changelog('Breaking: an older one.', 'Breaking: `Query.other` is gone.');
    expect(breakingChanges(BROKEN, root)).toEqual({ ...unannounced, isAnnounced: true });
  });

  test('is none where a field is added', () => {
    expect(breakingChanges('type Query { thing: String other: String more: String }', root).changes).toEqual(
      [],
    );
  });
});
