import { describe, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { readSubgraphConfig } from './config.ts';

const production = {
  DEMONSTRATION: 'false',
  HOST: '0.0.0.0',
  DATABASE_URL: 'mariadb://{name}@db/{name}',
  GATEWAY_PUBLIC_KEY: JSON.stringify(generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })),
};
const read = (environment: NodeJS.ProcessEnv): unknown => readSubgraphConfig('grids', 4001, environment);

describe('the environment of a subgraph', () => {
  test('is complete outside demonstration mode with the database and the key', () => {
    expect(read(production)).toMatchObject({
      seed: false,
      databaseUrl: 'mariadb://grids@db/grids',
      port: 4001,
    });
  });

  test('names every secret that is missing at once, and bad values beside them', () => {
    const environment = { DEMONSTRATION: 'no', NATS_URL: 'nats://a', PORT: 'x' };
    expect(() => read(environment)).toThrow(/PORT.*DATABASE_URL.*GATEWAY_PUBLIC_KEY.*CURSOR_SECRET/s);
  });

  test('refuses a key that is none in one line, without its value', () => {
    expect(() => read({ ...production, GATEWAY_PUBLIC_KEY: 'junk' })).toThrow(
      /^(?!.*junk).*GATEWAY_PUBLIC_KEY.*$/,
    );
  });

  test('keeps events for ever and requests for ninety days by default', () => {
    expect(read({})).toMatchObject({
      retention: { eventsMs: undefined, requestsMs: 90 * 86_400_000 },
      streamRetention: { replicas: 1 },
    });
    const received = {
      EVENT_RETENTION_DAYS: '0.5',
      IDEMPOTENCY_RETENTION_DAYS: '1',
      EVENT_STREAM_MAX_BYTES: '70000',
    };
    expect(read({ ...received, EVENT_STREAM_REPLICAS: '3' })).toMatchObject({
      retention: { eventsMs: 43_200_000, requestsMs: 86_400_000 },
      streamRetention: { maxAgeMs: 43_200_000, maxBytes: 70_000, replicas: 3 },
    });
    const wrong = { EVENT_RETENTION_DAYS: '0', EVENT_STREAM_MAX_BYTES: '1', EVENT_STREAM_REPLICAS: '6' };
    expect(() => read(wrong)).toThrow(/EVENT_RETENTION_DAYS.*EVENT_STREAM_MAX_BYTES.*EVENT_STREAM_REPLICAS/s);
  });

  test('keeps demonstration mode on this machine', () => {
    expect(() => read({ HOST: '0.0.0.0' })).toThrow(/HOST/);
    expect(() => read({ HOST: '0.0.0.0', DEMONSTRATION: 'perhaps' })).toThrow(/DEMONSTRATION/);
  });
});
