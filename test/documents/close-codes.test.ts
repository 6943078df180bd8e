import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test('every code with which a socket is closed is explained to operators, and no other', () => {
  const closings = read('gateway/src/subscription/close-codes.ts').matchAll(
    /code: (\d+), reason: '([^']+)'/g,
  );
  const declared = [...closings].map(([, code, reason]) => `| ${code} | ${reason} |`).sort();
  const explained = [...read('docs/operations.md').matchAll(/^(\| \d{4} \| [^|]+ \|)/gm)]
    .map(([, row = '']) => row.replaceAll(/ +/g, ' '))
    .sort();
  expect(declared.length).toBeGreaterThan(10);
  expect(explained).toEqual(declared);
});
