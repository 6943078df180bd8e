import { expect, test } from '@jest/globals';
import { auditServer } from 'graphql-http';
import { embedded, onSystems } from '../testkit/systems.ts';

/** A client's mistake is 4xx in both media types. Stock Apollo Server has the same warnings, and three notices about GET. */
const DEVIATIONS = [
  ['warn', 'SHOULD use 200 status code on document parsing failure when accepting application/json'],
  ['warn', 'SHOULD use 200 status code on document validation failure when accepting application/json'],
  ['warn', 'SHOULD use a status code of 200 on variable coercion failure when accepting application/json'],
];

onSystems(embedded)('the audit of GraphQL over HTTP, %s', (_name, { url }) => {
  test('finds no error, and no deviation but those that are decided', async () => {
    const results = await auditServer({ url });
    const others = results.filter(({ status }) => status !== 'ok');
    expect(others.map(({ status, name }) => [status, name])).toEqual(DEVIATIONS);
    expect(results.length).toBeGreaterThan(60);
  });
});
