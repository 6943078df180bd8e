import { describe, expect, it } from '@jest/globals';
import { crc, crcText, type CrcOrder } from './crc.rule.ts';

const CHECK = Buffer.from('123456789');

/** The procedure of Annex A, bit by bit: slow, and beyond doubt. */
function annexA(bytes: Uint8Array): number {
  let register = 0xffff;
  for (const byte of bytes) {
    register = (register >> 8) ^ byte;
    for (let bit = 0; bit < 8; bit += 1) register = register & 1 ? (register >> 1) ^ 0xa001 : register >> 1;
  }
  return register;
}

describe('CRC of HJ 212', () => {
  it.each<[CrcOrder, string]>([
    ['STANDARD', '2F80'],
    ['MODBUS', '4B37'],
  ])('in %s order gives %s for 123456789', (order, expected) => {
    expect(crcText(crc(CHECK, order))).toBe(expected);
  });

  it('agrees by table with the bitwise procedure of Annex A for every byte value', () => {
    const bytes = Uint8Array.from({ length: 512 }, (_, index) => (index * 7 + (index >> 8)) & 0xff);
    for (let end = 0; end <= bytes.length; end += 1) {
      expect(crc(bytes.subarray(0, end))).toBe(annexA(bytes.subarray(0, end)));
    }
  });

  it('is written with four digits, zeros included', () => {
    expect(crcText(0x0880)).toBe('0880');
    expect(crcText(0)).toBe('0000');
  });
});
