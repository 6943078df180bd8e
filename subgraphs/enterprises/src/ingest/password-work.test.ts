import { expect, jest, test } from '@jest/globals';
import * as crypto from 'node:crypto';

/** Each derivation with its costs, and each comparison with its lengths, in order. */
let work: string[] = [];

jest.unstable_mockModule('node:crypto', () => ({
  ...crypto,
  scrypt: (...given: Parameters<typeof crypto.scrypt>) => {
    const [, , bytes, { N, r, p }] = given;
    work.push(`scrypt ${N} ${r} ${p} ${bytes}`);
    crypto.scrypt(...given);
  },
  timingSafeEqual: (one: Buffer, other: Buffer) => {
    work.push(`compare ${one.length} ${other.length}`);
    return crypto.timingSafeEqual(one, other);
  },
}));
const { hashPassword } = await import('../device/index.ts');
const { PasswordGate } = await import('./password-gate.ts');

test('a guess costs the same work whether the device is known, was proven, or does not exist', async () => {
  const hashed = await hashPassword('123456');
  const gate = new PasswordGate({ now: () => 0, pause: () => Promise.resolve() });
  const workOf = async (password: string, hash: string | undefined, mn: string): Promise<string[]> => {
    work = [];
    expect(await gate.admits({ mn, password, address: mn }, hash)).toBe(password === '123456');
    return work;
  };
  const unproven = await workOf('999999', hashed, 'known');
  expect(unproven).toEqual(['compare 32 32', 'scrypt 4096 8 1 32', 'compare 32 32']);
  expect(await workOf('999999', undefined, 'unknown')).toEqual(unproven);
  expect(await workOf('1', undefined, 'unknown, short')).toEqual(unproven);
  expect(await workOf('123456', hashed, 'right')).toEqual(unproven);
  expect(await workOf('999999', hashed, 'proven')).toEqual(unproven);
  // All but the last letter is right.
  expect(await workOf('123457', hashed, 'nearly right')).toEqual(unproven);
  // Only a packet with a password that was right before costs less.
  expect(await workOf('123456', hashed, 'right again')).toEqual(['compare 32 32']);
});
