import { describe, expect, jest, test } from '@jest/globals';
import { generateKeyPair, SignJWT } from 'jose';
import { ActorSigner, ActorVerifier, PUBLIC_ACTOR, rightOf, type Actor } from './index.ts';

const operator: Actor = {
  ...PUBLIC_ACTOR,
  kind: 'PERSON',
  id: 'p1',
  rights: [rightOf('OPERATOR', { grid: '370871' })],
};

describe('the statement of an actor', () => {
  test('is believed by the subgraph it was made out to, and by no other', async () => {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA');
    const token = await new ActorSigner(privateKey).sign(operator, 'cases');
    expect((await new ActorVerifier(publicKey, 'cases').verify(token)).actor).toEqual(operator);
    await expect(new ActorVerifier(publicKey, 'grids').verify(token)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  test('is not believed from another key, when altered, expired, without an end, or absent', async () => {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA');
    const { privateKey: strange } = await generateKeyPair('EdDSA');
    const verifier = new ActorVerifier(publicKey, 'cases');
    const good = await new ActorSigner(privateKey).sign(operator, 'cases');
    const draft = (): SignJWT =>
      new SignJWT({ actor: { ...operator } })
        .setProtectedHeader({ alg: 'EdDSA' })
        .setIssuer('ecogrid-gateway')
        .setAudience('cases');
    const bad = [
      await new ActorSigner(strange).sign(operator, 'cases'),
      `${good.slice(0, -4)}AAAA`,
      await draft()
        .setExpirationTime(Math.floor(Date.now() / 1_000) - 1)
        .sign(privateKey),
      await draft().sign(privateKey),
      undefined,
    ];
    for (const token of bad)
      await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test.each([
    ['has slept for longer than a token lives', 10 * 60_000],
    ['has slept for as long as a token is stated again', 60_000],
    ['had a clock that was an hour ahead', -60 * 60_000],
  ])('is signed anew by a machine that %s', async (_what, jump) => {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA');
    const [signer, verifier] = [new ActorSigner(privateKey), new ActorVerifier(publicKey, 'cases')];
    // The wall clock jumps; the clock of the process does not.
    jest.useFakeTimers({
      now: Date.now(),
      doNotFake: ['performance', 'nextTick', 'setImmediate', 'setTimeout', 'queueMicrotask', 'setInterval'],
    });
    try {
      const before = await signer.sign(operator, 'cases');
      jest.setSystemTime(Date.now() + jump);
      const after = await signer.sign(operator, 'cases');
      expect(after).not.toBe(before);
      expect((await verifier.verify(after)).actor).toEqual(operator);
    } finally {
      jest.useRealTimers();
    }
  });

  test('is remembered within a bound on memory, by both sides', async () => {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA');
    const [signer, verifier] = [new ActorSigner(privateKey), new ActorVerifier(publicKey, 'cases')];
    const holder = (id: string): Actor => ({ ...operator, id: id.padEnd(1_000_000, '-') });
    const first = signer.sign(operator, 'cases');
    const stated = await verifier.verify(await first);
    expect(signer.sign(operator, 'cases')).toBe(first);
    expect(await verifier.verify(await first)).toBe(stated);
    for (let n = 0; n < 10; n += 1) await verifier.verify(await signer.sign(holder(String(n)), 'cases'));
    expect(signer.sign(operator, 'cases')).not.toBe(first);
    expect(await verifier.verify(await first)).not.toBe(stated);
  });

  test('is signed once for the same actor and subgraph, also for those who ask at once', async () => {
    const { privateKey } = await generateKeyPair('EdDSA');
    const signer = new ActorSigner(privateKey);
    const atOnce = [signer.sign(operator, 'cases'), signer.sign({ ...operator }, 'cases')];
    const [first, ...others] = await Promise.all(atOnce);
    expect(others).toEqual([first]);
    expect(await signer.sign(operator, 'cases')).toBe(first);
    expect(await signer.sign({ ...operator, rights: [] }, 'cases')).not.toBe(
      await signer.sign(operator, 'cases'),
    );
  });
});
