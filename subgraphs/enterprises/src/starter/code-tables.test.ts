import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { devices, limitRules } from '@ecogrid/seed-district';
import { readCodeTables } from './index.ts';

const OWN_FILES = fileURLToPath(new URL('../../../../packages/code-tables/data/', import.meta.url));

test('the starter set has each factor that the seed district measures or limits', () => {
  const codes = readCodeTables().pollutants.map(({ code }) => code);
  const used = [...devices.flatMap(({ factors }) => factors), ...limitRules];
  expect(used.map(({ pollutantCode }) => pollutantCode).filter((code) => !codes.includes(code))).toEqual([]);
});

test.each([
  ['limit-rules', { lower: '50' }, 'row 1, lower: is not below the upper bound'],
  ['limit-rules', { upper: null }, 'row 1, upper: a limit has an upper or a lower bound'],
  ['limit-rules', { upper: '1e3' }, 'row 1, upper: expected a decimal'],
  ['limit-rules', { pollutantCode: 'w99999' }, 'row 1, pollutantCode: "w99999" is not there'],
  ['pollutants', { code: 'w01018' }, 'row 2: "w01018" is in row 1 already'],
  ['averaging-rules', { needed: 61 }, 'row 1, needed: is more than there are parts'],
  ['instrument-rules', { lowest: '15' }, 'row 1, lowest: is not below the highest value'],
  ['instrument-rules', { pollutantCode: 'w99999' }, 'row 1, pollutantCode: "w99999" is not there'],
])('a file of %s with %j is refused', (file, change, fault) => {
  const folder = mkdtempSync(join(tmpdir(), 'ecogrid-starter-'));
  cpSync(OWN_FILES, folder, { recursive: true });
  const path = join(folder, `${file}.json`);
  const [first, ...more] = JSON.parse(readFileSync(path, 'utf8')) as object[];
  writeFileSync(path, JSON.stringify([{ ...first, ...change }, ...more]));
  expect(() => readCodeTables(folder)).toThrow(`The starter set cannot be used: ${file}.json, ${fault}`);
});
