import { describe, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { readGatewayConfig, variableName } from './config.ts';

const resolver = { ACTOR_RESOLVER_URL: 'http://grids/actor', ACTOR_RESOLVER_AUDIENCE: 'grids' };
const jwks = {
  ...resolver,
  GATEWAY_AUTH: 'jwks',
  GATEWAY_JWKS_URL: 'https://id.example/keys',
  TOKEN_ISSUER: 'id',
  TOKEN_AUDIENCE: 'ecogrid',
  GATEWAY_PRIVATE_KEY: JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })),
};

describe('the gateway environment', () => {
  test('takes addresses of subgraphs from SUBGRAPH_URL_<NAME>', () => {
    const { subgraphUrls } = readGatewayConfig({
      ...resolver,
      SUBGRAPH_URL_GRIDS: 'http://a/graphql',
      SUBGRAPH_URL_CASES: '',
    });
    expect(subgraphUrls).toEqual({ GRIDS: 'http://a/graphql' });
  });

  test('names the variable of a subgraph as a shell can', () => {
    expect(variableName('order-desk.v2')).toBe('ORDER_DESK_V2');
  });

  test('is complete for jwks with the issuer, the audience and the key', () => {
    expect(readGatewayConfig(jwks).auth).toEqual({
      kind: 'jwks',
      url: jwks.GATEWAY_JWKS_URL,
      issuer: 'id',
      audience: 'ecogrid',
    });
  });

  test.each(['GATEWAY_JWKS_URL', 'TOKEN_ISSUER', 'TOKEN_AUDIENCE', 'GATEWAY_PRIVATE_KEY'])(
    'refuses jwks without %s',
    (name) => {
      expect(() => readGatewayConfig({ ...jwks, [name]: undefined })).toThrow(name);
    },
  );

  test('forwards the headers that it names, and none of the connection, the body or the gateway', () => {
    const named = (FORWARDED_HEADERS: string, more = {}): readonly string[] =>
      readGatewayConfig({ ...resolver, FORWARDED_HEADERS, ...more }).forwardedHeaders;
    expect(named('')).toEqual([]);
    expect(named('X-Tenant, accept-language')).toEqual(['x-tenant', 'accept-language']);
    for (const name of ['host', 'Content-Length', 'x tenant', 'sec-websocket-key', 'authorization'])
      expect(() => named(`x-tenant,${name}`)).toThrow('FORWARDED_HEADERS');
    const off = { GATEWAY_AUTH: 'off' };
    expect(named('Authorization', off)).toEqual(['authorization']);
    const signing = { ...off, GATEWAY_PRIVATE_KEY: jwks.GATEWAY_PRIVATE_KEY };
    expect(() => named('authorization', signing)).toThrow('FORWARDED_HEADERS');
  });

  test('names everything that is missing or bad at once', () => {
    const read = (): unknown =>
      readGatewayConfig({
        GATEWAY_AUTH: 'jwks',
        GATEWAY_PRIVATE_KEY: '{"a":1}',
        SUBGRAPH_URL_GRIDS: 'nonsense',
        SUPERGRAPH_FILE: 'no/such.graphql',
      });
    const named =
      /SUPERGRAPH_FILE.*GATEWAY_PRIVATE_KEY.*GATEWAY_JWKS_URL.*TOKEN_ISSUER.*TOKEN_AUDIENCE.*SUBGRAPH_URL_GRIDS/s;
    expect(read).toThrow(named);
  });

  test('keeps demonstration keys on this machine: any address but loopback is refused', () => {
    expect(() => readGatewayConfig({ GATEWAY_AUTH: 'demo', HOST: '0.0.0.0' })).toThrow(/loopback/);
    expect(readGatewayConfig({ GATEWAY_AUTH: 'off', HOST: '0.0.0.0' }).host).toBe('0.0.0.0');
    expect(readGatewayConfig({ ...jwks, HOST: '0.0.0.0' }).host).toBe('0.0.0.0');
  });

  test.each([
    [resolver, 'beside the graph'],
    [jwks, 'nowhere'],
    [{ GATEWAY_AUTH: 'off', HOST: '0.0.0.0' }, 'nowhere'],
    [
      { ...jwks, METRICS_PORT: '9100' },
      { host: '127.0.0.1', port: 9100 },
    ],
    [
      { ...resolver, METRICS_PORT: '0', METRICS_HOST: '10.0.0.1' },
      { host: '10.0.0.1', port: 0 },
    ],
  ])('shows metrics of %j: %j', (environment, place) => {
    expect(readGatewayConfig(environment).metricsPlace).toEqual(place);
  });

  test.each([
    [resolver, true],
    [jwks, false],
    [{ ...jwks, GATEWAY_INTROSPECTION: 'on' }, true],
    [{ ...resolver, GATEWAY_INTROSPECTION: 'off' }, false],
  ])('shows the schema of %j: %j', (environment, isOpen) => {
    expect(readGatewayConfig(environment).isSchemaOpen).toBe(isOpen);
  });

  test.each([
    ['ACTOR_RESOLVER_URL', { ...jwks, ACTOR_RESOLVER_URL: undefined }],
    ['ACTOR_RESOLVER_URL', { GATEWAY_AUTH: 'demo' }],
    ['ACTOR_RESOLVER_AUDIENCE', { ...jwks, ACTOR_RESOLVER_AUDIENCE: '' }],
    ['ACTOR_RESOLVER_AUDIENCE', { GATEWAY_AUTH: 'off', ACTOR_RESOLVER_URL: resolver.ACTOR_RESOLVER_URL }],
  ])('refuses to leave people without roles in silence: one line names %s', (name, environment) => {
    expect(() => readGatewayConfig(environment)).toThrow(new RegExp(`^[^\\n]*${name}: required[^\\n]*$`));
  });

  test('resolves no roles when GATEWAY_AUTH is off', () => {
    expect(readGatewayConfig({ GATEWAY_AUTH: 'off' }).actorResolver).toBeUndefined();
    const none = { ...jwks, ACTOR_RESOLVER_URL: 'none', ACTOR_RESOLVER_AUDIENCE: undefined };
    expect(readGatewayConfig(none).actorResolver).toBeUndefined();
    expect(readGatewayConfig(jwks).actorResolver).toEqual({ url: 'http://grids/actor', audience: 'grids' });
  });
});
