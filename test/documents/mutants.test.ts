import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { MUTANTS } from '../mutants/mutants.table.ts';
import { mayBeNamed } from '../testkit/titles.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The reported faults of other systems that the README of the package lists. */
const COMPLAINTS = [
  'apollo-client #1639',
  'graphql-ws #85',
  'Hasura #3517',
  'Hasura #8632',
  'Hasura #9528',
  'Hasura #10860',
  'Hive router #1494',
  'Mercurius #392',
  'Apollo Router #7879',
  'Apollo Router #8067',
  'Apollo Router #8104',
  'graphql-ws #482',
  'Hasura #578',
];

/** A row for each complaint and mutant, in the order of the complaints. */
const rows = COMPLAINTS.flatMap((complaint) =>
  MUTANTS.filter(({ complaints }) => complaints?.includes(complaint)).map(({ id, breaks, judge }) => [
    complaint,
    breaks,
    `\`${judge.file}\`: ${judge.named}`,
    `\`${id}\``,
  ]),
);

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

describe('mutants', () => {
  it.each(MUTANTS.map((mutant) => [mutant.id, mutant] as const))(
    '%s applies to the source as it is, once',
    (_, { file, find, put }) => {
      expect(read(file).split(find).length - 1).toBe(1);
      expect(put).not.toBe(find);
    },
  );

  it.each(MUTANTS.map(({ id, judge }) => [id, judge] as const))(
    '%s has a judge',
    (_, { project, file, named }) => {
      expect(existsSync(join(root, file))).toBe(true);
      expect(file.startsWith('test/')).toBe(project === 'system');
      expect({ file, named, isThere: mayBeNamed(read(file), named) }).toMatchObject({ isThere: true });
    },
  );

  it('are named once each', () => {
    const ids = MUTANTS.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it('answer to every complaint about other systems, and to no other', () => {
    const answered = new Set(MUTANTS.flatMap(({ complaints = [] }) => complaints));
    expect([...answered].sort()).toEqual([...COMPLAINTS].sort());
  });

  it('stand in the document of complaints as they are', () => {
    const received = read('docs/complaints.md')
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(2)
      .map(cellsOf);
    expect(received).toEqual(rows);
  });
});
