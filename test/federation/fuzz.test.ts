import { expect, test } from '@jest/globals';
import { GOOD, spoiledRequests } from '../fuzz/spoiled-requests.ts';
import { token } from '../testkit/client.ts';
import { onSystems } from '../testkit/systems.ts';

/** A share of `npm run fuzz`. */
const ROUNDS = 300;

onSystems()('three hundred spoiled requests, %s', (_name, { url, dataDirectory }) => {
  test('were operations of the graph before they were spoiled', async () => {
    for (const good of GOOD) {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(good) });
      expect({ good, status: response.status }).toEqual({ good, status: 200 });
    }
  });

  test('are answered with data or typed errors in both languages, and never with 5xx', async () => {
    const operator = await token(dataDirectory, { role: 'OPERATOR' });
    const { faults, figures } = await spoiledRequests(url, operator, 2, ROUNDS);
    expect(faults).toEqual([]);
    expect(figures['refused']).toBeGreaterThan(ROUNDS / 2);
  });
});
