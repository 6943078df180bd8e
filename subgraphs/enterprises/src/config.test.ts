import { describe, expect, test } from '@jest/globals';
import { readHj212Address } from './config.ts';

describe('where devices connect', () => {
  test('is port 2121 of the loopback address unless said otherwise', () => {
    expect(readHj212Address({})).toEqual({ host: '127.0.0.1', port: 2121 });
    expect(readHj212Address({ HOST: '127.0.0.2', HJ212_PORT: '0' })).toEqual({ host: '127.0.0.2', port: 0 });
  });

  test('a port that is none stops the start', () => {
    expect(() => readHj212Address({ HJ212_PORT: '70000' })).toThrow('HJ212_PORT');
  });
});
