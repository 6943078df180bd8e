import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

const root = new URL('../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');

const domain = read('docs/domain.md');
const rows = new Set([...domain.matchAll(/^\| (\d+) +\|/gm)].map(([, row]) => Number(row)));
const sections = new Set([...domain.matchAll(/^## §(\d)/gm)].map(([, section]) => Number(section)));

const files = execFileSync('git', ['ls-files', '*.ts', '*.md', '*.graphql'], { cwd: root, encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter((file) => file !== 'docs/domain.md' && !file.startsWith('test/documents/'));

/** The numbers of `rows 17 and 36-41`. */
function numbersIn(list: string): number[] {
  return [...list.matchAll(/(\d+)(?:-(\d+))?/g)].flatMap(([, from = '', to = from]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => Number(from) + index),
  );
}

it('holds the 53 capabilities, each once', () => {
  expect([...rows]).toEqual(Array.from({ length: 53 }, (_, index) => index + 1));
});

it('has every row and section that code, schema and documents cite', () => {
  const cited = files.flatMap((file) =>
    [...read(file).matchAll(/docs\/domain\.md (?:rows? (\d[\d, and-]*)|§(\d))/g)].map(
      ([, list, section]) => ({ file, list, section }),
    ),
  );
  const unknown = cited.filter(({ list, section }) =>
    list ? !numbersIn(list).every((row) => rows.has(row)) : !sections.has(Number(section)),
  );
  expect(cited.length).toBeGreaterThan(60);
  expect(unknown).toEqual([]);
});

it('has replaced references to documents outside the repository', () => {
  expect(files.filter((file) => /\bDOMAIN(\.md)? §|\b[Aa]rticle rows? \d/.test(read(file)))).toEqual([]);
});
