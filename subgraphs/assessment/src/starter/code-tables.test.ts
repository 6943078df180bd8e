import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { readCodeTables } from './index.ts';

const OWN_FILES = fileURLToPath(new URL('../../../../packages/code-tables/data/', import.meta.url));

test.each([
  ['"event.isOnTime"', '"event.isOnTme"', 'row 1, rules.1: condition No such key: isOnTme'],
  [
    '"floorHundredths": 0',
    '"floorHundredths": 99999',
    'row 1, baseHundredths: lies between floor and ceiling',
  ],
])('a rule set with a fault is refused with file, row and field: %s', (text, change, fault) => {
  const folder = mkdtempSync(join(tmpdir(), 'ecogrid-starter-'));
  cpSync(OWN_FILES, folder, { recursive: true });
  const path = join(folder, 'rule-sets.json');
  writeFileSync(path, readFileSync(path, 'utf8').replace(text, change));
  expect(() => readCodeTables(folder)).toThrow(`The starter set cannot be used: rule-sets.json, ${fault}`);
});
