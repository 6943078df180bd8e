import { describe, expect, test } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import { clientsBehind } from './client-address.ts';
import { PROXY_SHAPE } from './config.ts';

const request = (remoteAddress: string, forwarded?: string): IncomingMessage =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

const PROXIES = ['10.0.0.0/8', 'fd00::/8'];

describe('the client address of a request', () => {
  test.each([
    ['a direct caller', [], request('203.0.113.7'), '203.0.113.7'],
    [
      'a direct caller, whose forwarding header is ignored',
      [],
      request('203.0.113.7', '198.51.100.1'),
      '203.0.113.7',
    ],
    ['a proxy that is trusted', PROXIES, request('10.1.2.3', '198.51.100.1'), '198.51.100.1'],
    [
      'the last address that is not a trusted proxy, not an earlier one that the client wrote',
      PROXIES,
      request('10.1.2.3', '1.1.1.1, 198.51.100.1'),
      '198.51.100.1',
    ],
    ['two proxies in a row', PROXIES, request('10.1.2.3', '1.1.1.1, 198.51.100.1, 10.9.9.9'), '198.51.100.1'],
    ['a proxy that says nothing: itself', PROXIES, request('10.1.2.3'), '10.1.2.3'],
    ['an IPv4-mapped IPv6 address', [], request('::ffff:203.0.113.7'), '203.0.113.7'],
    [
      'a proxy with an IPv4-mapped IPv6 address',
      PROXIES,
      request('::ffff:10.1.2.3', '198.51.100.1'),
      '198.51.100.1',
    ],
    ['a host of an IPv6 network', [], request('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2'],
    ['its neighbour in the same network', [], request('2001:db8:1:2:ffff::1'), '2001:db8:1:2'],
    ['the same network in other letters', [], request('2001:DB8:0001:2::9'), '2001:db8:1:2'],
    ['a network with zeros', [], request('2001:db8::1'), '2001:db8:0:0'],
    ['a proxy of IPv6', PROXIES, request('fd12::1', '2001:db8:1:2::9'), '2001:db8:1:2'],
    ['nonsense of a trusted proxy', PROXIES, request('10.1.2.3', 'nonsense'), 'unknown'],
  ])('%s', (_name, trusted, from, client) => {
    expect(clientsBehind(trusted)(from)).toBe(client);
  });

  test.each([
    ['', true],
    ['127.0.0.1, 10.0.0.0/8, fd00::/8', true],
    ['the proxy', false],
    ['10.0.0.0/99', false],
  ])('TRUSTED_PROXIES=%s is taken: %s', (text, isGood) => {
    expect(PROXY_SHAPE.TRUSTED_PROXIES.safeParse(text).success).toBe(isGood);
  });
});
