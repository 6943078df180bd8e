import { describe, expect, test } from '@jest/globals';
import { hashPassword, isPassword, UNKNOWN_DEVICE_HASH } from './password.rule.ts';

describe('passwords of devices', () => {
  test('are known by their hash, which is salted and does not hold them', async () => {
    const [one, other] = [await hashPassword('123456'), await hashPassword('123456')];
    expect(one).toMatch(/^scrypt\$4096\$8\$1\$/);
    expect(one).not.toBe(other);
    expect(one).not.toContain('123456');
    expect(await isPassword('123456', one)).toBe(true);
    expect(await isPassword('123457', one)).toBe(false);
    expect(await isPassword('', one)).toBe(false);
  });

  test('no password has the hash that unknown devices are compared with', async () => {
    expect(await isPassword('123456', UNKNOWN_DEVICE_HASH)).toBe(false);
  });
});
