import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hashPassword } from '../device/index.ts';
import { PasswordGate } from './password-gate.ts';

describe('the password gate', () => {
  let hashed: string;
  let now: number;
  let pauses: number[];
  let gate: PasswordGate;
  const claim = (password: string, address = '10.0.0.1', mn = 'A') => ({ mn, password, address });

  beforeAll(async () => {
    hashed = await hashPassword('123456');
  });
  beforeEach(() => {
    now = 1_000_000;
    pauses = [];
    const pause = async (milliseconds: number): Promise<void> => {
      pauses.push(milliseconds);
      now += milliseconds;
    };
    gate = new PasswordGate({ now: () => now, pause });
  });

  test('admits the right password, and no other, from then on too', async () => {
    expect(await gate.admits(claim('123456'), hashed)).toBe(true);
    expect(await gate.admits(claim('123456'), hashed)).toBe(true);
    expect(await gate.admits(claim('123457'), hashed)).toBe(false);
    expect(await gate.admits(claim('123456'), await hashPassword('654321'))).toBe(false);
  });

  test('lets each guess of one address for one device wait twice as long, to half a minute at most', async () => {
    for (let guess = 0; guess < 10; guess += 1) await gate.admits(claim(String(guess)), hashed);
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  test('slows an unknown device like a known one', async () => {
    for (let guess = 0; guess < 4; guess += 1) await gate.admits(claim(String(guess)), undefined);
    expect(pauses).toEqual([250, 500, 1000]);
  });

  test('does not slow a device for guesses of others in its name', async () => {
    await gate.admits(claim('123456'), hashed);
    await gate.admits(claim('1', '10.0.0.2'), hashed);
    await gate.admits(claim('2', '10.0.0.2'), hashed);
    pauses = [];
    expect(await gate.admits(claim('123456'), hashed)).toBe(true);
    expect(pauses).toEqual([]);
  });

  test('slows an address that guesses at many devices', async () => {
    for (let device = 0; device < 13; device += 1)
      await gate.admits(claim('1', '10.0.0.3', `D${device}`), hashed);
    expect(pauses).toEqual([250, 500]);
  });

  test('forgets the failures of a device that was wrong once and then right', async () => {
    await gate.admits(claim('1'), hashed);
    await gate.admits(claim('123456'), hashed);
    pauses = [];
    await gate.admits(claim('2'), hashed);
    expect(pauses).toEqual([]);
  });

  test('refuses a claim unchecked while the maximum of guesses waits', async () => {
    gate = new PasswordGate({ now: () => now, pause: () => Promise.resolve(), waiting: 2 });
    const guesses = Array.from({ length: 5 }, (_, device) =>
      gate.admits(claim('123456', `10.1.0.${device}`, `D${device}`), hashed),
    );
    const admitted = await Promise.all(guesses);
    expect(admitted.filter(Boolean)).toHaveLength(2);
  });
});
