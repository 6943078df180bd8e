import { describe, expect, test } from '@jest/globals';
import { readHj212Address } from './config.ts';

describe('the address for devices', () => {
  test('is port 2121 of the loopback address unless said otherwise', () => {
    expect(readHj212Address({})).toEqual({
      host: '127.0.0.1',
      port: 2121,
      clockWindow: { pastMs: 366 * 86_400_000, aheadMs: 600_000 },
      limits: {
        connections: 4000,
        connectionsPerAddress: 100,
        firstPacketMilliseconds: 60_000,
        idleMilliseconds: 1_800_000,
      },
    });
    const given = { HOST: '127.0.0.2', HJ212_PORT: '0', HJ212_MAX_CONNECTIONS_PER_ADDRESS: '7' };
    expect(readHj212Address(given)).toMatchObject({
      host: '127.0.0.2',
      port: 0,
      limits: { connectionsPerAddress: 7 },
    });
  });

  test.each([
    ['HJ212_PORT', '70000'],
    ['HJ212_MAX_CONNECTIONS', '0'],
    ['HJ212_FIRST_PACKET_SECONDS', 'soon'],
  ])('%s=%s stops the start', (name, value) => {
    expect(() => readHj212Address({ [name]: value })).toThrow(name);
  });
});
