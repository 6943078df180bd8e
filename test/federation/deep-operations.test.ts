import { expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import { answeredWell, deepOperations } from '../fuzz/deep-operations.ts';
import { token } from '../testkit/client.ts';
import { onSystems } from '../testkit/systems.ts';

/** A share of `npm run fuzz -- operations`; that command looks at time and memory as well. */
const ROUNDS = 40;
const schema = buildSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'));

onSystems()('forty operations as deep and as long as they may be, %s', (_name, { url, dataDirectory }) => {
  test('are refused, or answered within the estimate that admitted them', async () => {
    const operator = await token(dataDirectory, { role: 'OPERATOR' });
    let admitted = 0;
    let refused = 0;
    for (const query of deepOperations(schema, 4, ROUNDS)) {
      const { fault, isAdmitted } = await answeredWell(url, operator, query);
      expect(fault).toBeUndefined();
      if (isAdmitted) admitted += 1;
      else refused += 1;
    }
    expect(admitted).toBeGreaterThan(5);
    expect(refused).toBeGreaterThan(5);
  });
});
