import { describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperatorError } from '@ecogrid/errors';
import {
  DEMONSTRATION_RULES,
  PrincipalVerifier,
  bearerToken,
  demonstrationKeys,
  demonstrationToken,
} from './index.ts';

const folder = (): string => join(mkdtempSync(join(tmpdir(), 'ecogrid-')), 'keys');

describe('demonstration keys', () => {
  test('are kept in a file that only its owner reads, and are the same the next time', async () => {
    const directory = folder();
    const first = await demonstrationKeys(directory, 'issuer');
    const again = await demonstrationKeys(directory, 'issuer');
    const token = await demonstrationToken(first, { kind: 'PERSON', subject: 'p1' }, 60);
    expect(await new PrincipalVerifier(again.publicKey, DEMONSTRATION_RULES).verify(token)).toMatchObject({
      kind: 'PERSON',
      subject: 'p1',
    });
    expect(statSync(join(directory, 'issuer.jwk.json')).mode & 0o777).toBe(0o600);
  });

  test.each(['', 'junk', '{}', '{"kty":"OKP","crv":"Ed25519","x":"a"}'])(
    'of a broken file, %j, are refused in one line that names it and the remedy',
    async (text) => {
      const directory = folder();
      mkdirSync(directory);
      const file = join(directory, 'issuer.jwk.json');
      writeFileSync(file, text);
      const refused = demonstrationKeys(directory, 'issuer');
      await expect(refused).rejects.toBeInstanceOf(OperatorError);
      await expect(refused).rejects.toThrow(
        `${file} is not a private key (JWK): restore it, or remove it to have a new one made`,
      );
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );

  test('are one key when several processes make them at once', async () => {
    const directory = folder();
    const pairs = await Promise.all(Array.from({ length: 8 }, () => demonstrationKeys(directory, 'issuer')));
    const token = await demonstrationToken(
      pairs[0] as (typeof pairs)[number],
      { kind: 'PERSON', subject: 'p1' },
      60,
    );
    for (const { publicKey } of pairs)
      await new PrincipalVerifier(publicKey, DEMONSTRATION_RULES).verify(token);
    expect(readdirSync(directory)).toEqual(['issuer.jwk.json']);
  });
});

describe('a bearer token', () => {
  test('of another issuer or after its expiry is refused, with that reason only', async () => {
    const [ours, theirs] = await Promise.all([
      demonstrationKeys(folder(), 'a'),
      demonstrationKeys(folder(), 'b'),
    ]);
    const verifier = new PrincipalVerifier(ours.publicKey, DEMONSTRATION_RULES);
    const expired = await demonstrationToken(ours, { kind: 'PERSON', subject: 'p' }, -5);
    const foreign = await demonstrationToken(theirs, { kind: 'PERSON', subject: 'p' }, 60);
    await expect(verifier.verify(expired)).rejects.toMatchObject({
      extensions: { details: { reason: 'EXPIRED' } },
    });
    await expect(verifier.verify(foreign)).rejects.toMatchObject({
      extensions: { details: { reason: 'NOT_PROVEN' } },
    });
  });

  test.each([
    [undefined, undefined],
    ['Bearer abc', 'abc'],
    ['bearer  abc ', 'abc'],
  ])('is read from the header %p as %p', (header, token) => {
    expect(bearerToken(header)).toBe(token);
  });

  test.each(['abc', 'Basic abc', 'Bearer', 'Bearer a b'])('is refused in the header %p', (header) => {
    expect(() => bearerToken(header)).toThrow(/Bearer/);
  });
});
