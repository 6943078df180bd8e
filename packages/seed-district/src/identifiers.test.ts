import { describe, expect, it } from '@jest/globals';
import {
  creditCodeWithCheckDigit,
  gb28181Code,
  organizationCodeWithCheckDigit,
  SEED_INSTANT,
  seedId,
} from './identifiers.ts';

describe('seed ids', () => {
  it('are valid UUIDv7 of the seed instant', () => {
    const id = seedId('grid', '370871');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toISOString()).toBe(
      SEED_INSTANT,
    );
  });

  it('never change, because other databases hold them', () => {
    expect(seedId('grid', '370871')).toBe('019b76da-a800-7d77-8798-dd04a16d69b8');
    expect(seedId('device', 'x')).toBe('019b76da-a800-7626-b0ab-f83f48226f30');
  });

  it('differ by kind and by key', () => {
    const ids = [seedId('grid', '1'), seedId('person', '1'), seedId('grid', '2')];
    expect(new Set(ids).size).toBe(3);
  });
});

describe('unified social credit codes', () => {
  it.each(['91350200MA2YJ1XR9G'])('gives %s its own check character', (code) => {
    expect(creditCodeWithCheckDigit(code.slice(0, 17))).toBe(code);
  });

  it('shows that an early legal code fails the check', () => {
    expect(creditCodeWithCheckDigit('91350100M0001TGQX')).not.toBe('91350100M0001TGQXM');
  });

  it.each(['I', 'O', 'S', 'V', 'Z', 'a', '-'])('refuses the letter %s', (letter) => {
    expect(() => creditCodeWithCheckDigit(`91350200MA2YJ1XR${letter}`)).toThrow(RangeError);
  });

  it('refuses another length', () => {
    expect(() => creditCodeWithCheckDigit('91350200MA2YJ1XR')).toThrow('17 characters');
  });

  it('completes the organization code in the middle', () => {
    expect(organizationCodeWithCheckDigit('MA2YJ1XR')).toBe('MA2YJ1XR9');
  });
});

describe('video device codes', () => {
  const segments = { centre: '37087100', industry: '09', deviceType: '132', network: '8', serial: 7 };

  it('have twenty digits in five segments', () => {
    expect(gb28181Code(segments)).toBe('37087100091328000007');
  });

  it.each([
    ['a short centre', { centre: '370871' }],
    ['a serial of seven digits', { serial: 1_000_000 }],
    ['a negative serial', { serial: -1 }],
    ['a letter', { network: 'x' }],
  ])('refuse %s', (_, fault) => {
    expect(() => gb28181Code({ ...segments, ...fault })).toThrow(RangeError);
  });
});
