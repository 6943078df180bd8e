import { describe, expect, test } from '@jest/globals';
import { readOneProcessConfig } from './config.ts';

describe('the environment of the whole graph in one process', () => {
  test('may be empty', () => {
    expect(readOneProcessConfig({})).toMatchObject({ HOST: '127.0.0.1', PORT: 4000, GATEWAY_AUTH: 'demo' });
  });

  test('names everything that jwks misses at once, and bad values beside it', () => {
    const environment = { GATEWAY_AUTH: 'jwks', SUPERGRAPH_FILE: 'no/such.graphql' };
    expect(() => readOneProcessConfig(environment)).toThrow(
      /SUPERGRAPH_FILE.*GATEWAY_JWKS_URL.*TOKEN_ISSUER.*TOKEN_AUDIENCE.*UPLOAD_SECRET/s,
    );
  });

  test('keeps demonstration mode on this machine', () => {
    expect(() => readOneProcessConfig({ HOST: '0.0.0.0' })).toThrow(/^.*HOST.*$/);
  });
});
