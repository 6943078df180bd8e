import { expect, test } from '@jest/globals';
import { auditServer } from 'graphql-http';
import { embedded, onSystems } from '../testkit/systems.ts';

/**
 * Operations come by POST alone (decision 0041), and a client's mistake is 4xx in both media types. Stock Apollo Server
 * has as many of each.
 */
const DEVIATIONS = [
  ['notice', 'MAY accept application/x-www-form-urlencoded formatted GET requests'],
  [
    'notice',
    'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json',
  ],
  [
    'notice',
    'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json',
  ],
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
