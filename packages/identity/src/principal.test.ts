import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT, UnsecuredJWT, exportJWK, exportSPKI, generateKeyPair, type JWTPayload } from 'jose';
import { PrincipalVerifier } from './index.ts';

const RULES = { issuer: 'https://id.example', audience: 'ecogrid' };
const CLAIMS: JWTPayload = { sub: 'p1', iss: RULES.issuer, aud: RULES.audience };
/** Only the wall clock jumps. */
const REAL: Array<
  'performance' | 'nextTick' | 'setImmediate' | 'setTimeout' | 'queueMicrotask' | 'setInterval'
> = ['performance', 'nextTick', 'setImmediate', 'setTimeout', 'queueMicrotask', 'setInterval'];
const now = (): number => Math.floor(Date.now() / 1_000);

interface Issuer {
  readonly url: string;
  readonly server: Server;
  readonly keys: Awaited<ReturnType<typeof generateKeyPair>>;
}

/** An identity provider of whose keys one is published, as `k1`. */
async function anIssuer(): Promise<Issuer> {
  const keys = await generateKeyPair('ES256', { extractable: true });
  const published = JSON.stringify({
    keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'ES256' }],
  });
  const server = createServer((_request, response) =>
    response.setHeader('content-type', 'application/json').end(published),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`, server, keys };
}

describe('a bearer token of an issuer that publishes its keys', () => {
  let issuer: Issuer;
  let verifier: PrincipalVerifier;
  beforeAll(async () => {
    issuer = await anIssuer();
    verifier = PrincipalVerifier.fromJwks(issuer.url, RULES);
  });
  afterAll(() => void issuer.server.close());

  const signed = (claims: JWTPayload, header: object = {}, key = issuer.keys.privateKey): Promise<string> =>
    new SignJWT({ exp: now() + 60, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1', ...header })
      .sign(key);

  test('proves its person, or its service', async () => {
    expect(await verifier.verify(await signed(CLAIMS))).toMatchObject({ kind: 'PERSON', subject: 'p1' });
    expect(await verifier.verify(await signed({ ...CLAIMS, kind: 'SERVICE' }))).toMatchObject({
      kind: 'SERVICE',
    });
    expect(await verifier.verify(await signed({ ...CLAIMS, aud: ['other', 'ecogrid'] }))).toBeTruthy();
  });

  test('may begin to hold by a clock a little ahead of ours', async () => {
    expect(await verifier.verify(await signed({ ...CLAIMS, nbf: now() + 3 }))).toMatchObject({
      subject: 'p1',
    });
  });

  const forgeries: ReadonlyArray<readonly [string, () => string | Promise<string>]> = [
    ['without a signature', () => new UnsecuredJWT({ ...CLAIMS, exp: now() + 60 }).encode()],
    [
      'signed with the public key as if it were a shared secret',
      async () =>
        new SignJWT({ ...CLAIMS, exp: now() + 60 })
          .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
          .sign(Buffer.from(await exportSPKI(issuer.keys.publicKey))),
    ],
    [
      'that brings its own key',
      async () => {
        const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
        return signed(CLAIMS, { jwk: await exportJWK(publicKey) }, privateKey);
      },
    ],
    ['of a key that is not published', () => signed(CLAIMS, { kid: 'k2' })],
    ['of another issuer', () => signed({ ...CLAIMS, iss: 'https://elsewhere.example' })],
    ['for another audience', () => signed({ ...CLAIMS, aud: 'other' })],
    ['without a subject', () => signed({ iss: RULES.issuer, aud: RULES.audience })],
    ['that does not hold yet', () => signed({ ...CLAIMS, nbf: now() + 60 })],
    [
      'whose words were changed',
      async () => (await signed(CLAIMS)).replace(/\.[^.]+\./, (part) => `${part.slice(0, -3)}AA.`),
    ],
    ['that is no token', () => 'no token'],
  ];
  test.each(forgeries)('is refused %s, and the reason reveals nothing', async (_what, make) => {
    await expect(verifier.verify(await make())).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      extensions: { details: { reason: 'NOT_PROVEN' } },
    });
  });

  test('is looked up after the first time, until it ends', async () => {
    const token = await signed({ ...CLAIMS, exp: now() + 30 });
    const first = await verifier.verify(token);
    expect(await verifier.verify(token)).toBe(first);
    jest.useFakeTimers({ now: Date.now(), doNotFake: REAL });
    try {
      jest.setSystemTime(Date.now() + 31_000);
      await expect(verifier.verify(token)).rejects.toMatchObject({
        extensions: { details: { reason: 'EXPIRED' } },
      });
    } finally {
      jest.useRealTimers();
    }
  });

  test('has an end, and ends then in spite of different clocks', async () => {
    const endless = new SignJWT(CLAIMS).setProtectedHeader({ alg: 'ES256', kid: 'k1' });
    await expect(verifier.verify(await endless.sign(issuer.keys.privateKey))).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    await expect(verifier.verify(await signed({ ...CLAIMS, exp: now() }))).rejects.toMatchObject({
      extensions: { details: { reason: 'EXPIRED' } },
    });
  });
});
