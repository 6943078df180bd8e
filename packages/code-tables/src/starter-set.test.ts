import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { startupFailure } from '@ecogrid/errors';
import { z } from '@ecogrid/service';
import { DATED, StarterSet, boundedText } from './index.ts';

const ROW = z.strictObject({
  code: boundedText(4),
  minutes: z.int(),
  clauses: z.array(z.strictObject({ text: z.string() })).default([]),
  ...DATED,
});
const row = { code: 'A', minutes: 1, effectiveFrom: '2026-01-01' };

/** The output of a start with this file. */
function startWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'ecogrid-starter-'));
  writeFileSync(join(folder, 'codes.json'), text);
  const set = new StarterSet(folder);
  set.rows('codes', ROW, ({ code }) => code);
  try {
    set.requireFaultless();
    return '';
  } catch (error) {
    return startupFailure(error);
  }
}

const faultOf = (...rows: readonly object[]): string =>
  startWith(JSON.stringify(rows)).replace('The starter set cannot be used: ', '');

describe('a file of a starter set', () => {
  test('gives its rows, with the defaults of their fields', () => {
    expect(faultOf(row, { ...row, code: 'B' })).toBe('');
  });

  test.each([
    [[row, { ...row, code: 'B', minutes: 'one' }], 'codes.json, row 2, minutes: Invalid input'],
    [[{ ...row, code: undefined }], 'codes.json, row 1, code: Invalid input'],
    [[{ ...row, code: 'ABCDE' }], 'codes.json, row 1, code: Too big'],
    [[{ ...row, minuets: 1 }], 'codes.json, row 1: Unrecognized key: "minuets"'],
    [[{ ...row, clauses: [{ text: 'a' }, {}] }], 'codes.json, row 1, clauses.2.text: Invalid input'],
    [[{ ...row, effectiveFrom: '2026-02-30' }], 'codes.json, row 1, effectiveFrom: Invalid ISO date'],
    [[{ ...row, effectiveTo: '2026-01-01' }], 'codes.json, row 1, effectiveTo: 2026-01-01 is not after'],
    [[row, row], 'codes.json, row 2: "A" is in row 1 already'],
    [['A'], 'codes.json, row 1: Invalid input'],
  ])('with a fault is one line that names file, row and field: %j', (rows, fault) => {
    const line = faultOf(...(rows as object[]));
    expect(line).toMatch(new RegExp(`^${fault.replace(/[.]/g, '\\.')}`));
    expect(line).not.toContain('\n');
  });

  test.each([
    ['{}', 'codes.json: is no list of rows'],
    ['[{]', 'codes.json: is no JSON'],
  ])('that is no list is one line: %s', (text, fault) => {
    expect(startWith(text)).toContain(fault);
  });

  test('names every fault at once', () => {
    const lines = faultOf({ ...row, minutes: null }, { ...row, code: '' }).split('\n');
    expect(lines).toHaveLength(3);
  });

  test('that is not there is one line', () => {
    const set = new StarterSet(mkdtempSync(join(tmpdir(), 'ecogrid-starter-')));
    expect(set.rows('codes', ROW, ({ code }) => code)).toEqual([]);
    expect(() => set.requireFaultless()).toThrow('codes.json: cannot be read');
  });
});

test('a value that names no row of another file is a fault at its row', () => {
  const set = new StarterSet();
  set.requireKnown({ file: 'rules', field: 'categoryCode' }, [null, 'A', 'C'], ['A', 'B']);
  expect(() => set.requireFaultless()).toThrow('rules.json, row 3, categoryCode: "C" is not there');
});
