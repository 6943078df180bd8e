import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const UNITS: Readonly<Record<string, string>> = { KIB: 'KiB', MIB: 'MiB', SECOND: 's', MINUTE: 'min' };

const PLACES = [
  'gateway',
  'packages/subgraph',
  'packages/service',
  'packages/database',
  'packages/events',
  'packages/files',
  'packages/imports',
  'packages/planned-timers',
  'packages/hj212',
].map((place) => `${place}/src/*.ts`);
/** The parts of subgraphs that work without a request: the sending of e-mails, the reception of packets. */
const WORKERS = ['cases/src/dispatch/email', 'enterprises/src/ingest', 'enterprises/src/device-fault'].map(
  (place) => `subgraphs/${place}/*.ts`,
);

/** The bounds of a file as rows of the table: `http.transferBytes | 32 MiB`. */
function declared(path: string): string[] {
  const groups = read(path).matchAll(/^const (\w+)(?:: \w+)? = \{\n([^}]*)\};/gm);
  return [...groups].flatMap(([, group = '', lines = '']) =>
    lines
      .trim()
      .split('\n')
      .map((line) => {
        const [, name = '', count = '', unit] = /^\s*(\w+): ([\d_]+)(?: \* (\w+))?,$/.exec(line) ?? [];
        if (!name) throw new Error(`${path}: "${line}" is not a number with a unit`);
        return `${group}.${name} | ${written(name, Number(count.replaceAll('_', '')), unit)}`;
      }),
  );
}

function written(name: string, count: number, unit: string | undefined): string {
  const known = unit
    ? UNITS[unit]
    : /Ms$/.test(name)
      ? 'ms'
      : /Bytes$/.test(name)
        ? 'bytes'
        : /Mib$/.test(name)
          ? 'MiB'
          : '';
  return [count.toLocaleString('en-US'), known].filter(Boolean).join(' ');
}

/** The first two columns of the table under a heading of the runbook. */
function explained(heading: string): string[] {
  const [, section = ''] = read('docs/operations.md').split(`\n### ${heading}\n`);
  const [table = ''] = section.split(/\n#/);
  return [...table.matchAll(/^\| `([\w.]+)` +\| ([^|]+?) +\|/gm)].map(
    ([, name, value]) => `${name} | ${value}`,
  );
}

describe('the numbers that bound a process', () => {
  test.each([
    ['gateway/src/bounds.ts', 'Bounds of the gateway', 40],
    ['packages/subgraph/src/bounds.ts', 'Bounds of a subgraph', 10],
    ['packages/service/src/bounds.ts', 'Bounds of HTTP and shutdown', 4],
    ['packages/database/src/bounds.ts', 'Bounds of a database', 10],
    ['packages/events/src/bounds.ts', 'Bounds of events', 15],
    ['packages/files/src/bounds.ts', 'Bounds of files', 10],
    ['packages/imports/src/bounds.ts', 'Bounds of imports', 10],
    ['packages/planned-timers/src/bounds.ts', 'Bounds of planned timers', 3],
    ['packages/hj212/src/bounds.ts', 'Bounds of HJ 212 connections', 12],
    ['subgraphs/enterprises/src/bounds.ts', 'Bounds of the instruments', 10],
    ['subgraphs/cases/src/bounds.ts', 'Bounds of e-mails and photos', 8],
  ])('of %s are explained to operators, and no others', (path, heading, least) => {
    expect(declared(path).length).toBeGreaterThanOrEqual(least);
    expect(explained(heading)).toEqual(declared(path));
  });

  test('stand in these files only', () => {
    const pattern =
      /^(?:export )?const \w*(?:LIMIT|MAX_|MOST_|TIMEOUT|AT_ONCE|CONNECTIONS|POOL|BATCH|WITHIN|ATTEMPTS|LONGEST_PAUSE|REMEMBERED|KNOWN|WAITING|OPEN_|EVERY|AFTER_MS|SILENCE)\w* = [\d]/m;
    const files = execFileSync('git', ['ls-files', ...PLACES, ...WORKERS], {
      cwd: root,
      encoding: 'utf8',
    });
    const others = files
      .trim()
      .split('\n')
      .filter(
        (file) =>
          !/\.(test|fixture)\.ts$|\/scalars\/|housekeeping|keyset/.test(file) && pattern.test(read(file)),
      );
    expect(others).toEqual([]);
  });
});
