import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { runProgram, type RunningProgram } from '../testkit/process.ts';

const privateKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });

let gateway: RunningProgram;
let url: string;
let metricsPort: number;
beforeAll(async () => {
  gateway = runProgram('dist/gateway.js', [], {
    PORT: '0',
    METRICS_PORT: '0',
    GATEWAY_AUTH: 'jwks',
    ACTOR_RESOLVER_URL: 'http://127.0.0.1:9/actor',
    ACTOR_RESOLVER_AUDIENCE: 'grids',
    GATEWAY_JWKS_URL: 'http://127.0.0.1:9/keys',
    TOKEN_ISSUER: 'issuer',
    TOKEN_AUDIENCE: 'ecogrid',
    GATEWAY_PRIVATE_KEY: JSON.stringify(privateKey),
  });
  const [line] = await gateway.printed(/^\{.*\}$/m);
  ({ gateway: url, metricsPort } = JSON.parse(line) as { gateway: string; metricsPort: number });
});
afterAll(() => gateway.end());

test.each([
  ['GET', '/'],
  ['GET', '/metrics'],
  ['GET', '/tickets/0190'],
  ['GET', '/explorer/roles'],
  ['POST', '/explorer/roles/operator/token'],
])('with tokens of an issuer, %s %s is not there', async (method, path) => {
  expect((await fetch(new URL(path, url), { method })).status).toBe(404);
});

test('with a port of their own, metrics are there and nothing else is', async () => {
  const at = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${metricsPort}${path}`);
  expect(await (await at('/metrics')).text()).toContain('ecogrid_gateway_sockets');
  expect((await at('/graphql')).status).toBe(404);
});

test.each([
  ['introspection', '{ __schema { types { name } } }', /introspection/i],
  ['a misspelt field name', '{ persons { name } }', /persons/],
])('the schema is closed: %s is refused, and no name is suggested', async (_what, query, text) => {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { errors } = (await answer.json()) as { errors: Array<{ message: string; extensions: object }> };
  expect([answer.status, errors[0]?.extensions]).toMatchObject([400, { code: 'OPERATION_INVALID' }]);
  expect(errors[0]?.message).toMatch(text);
  expect(JSON.stringify(errors)).not.toMatch(/did you mean/i);
});
