import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Where a request comes from, as text that is the same for the same network. */
export type ClientOf = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string;

/** The statement about a caller without an address. */
const UNKNOWN = 'unknown';
/** One household or host has a whole /64 of IPv6: four of its eight groups of sixteen bits. */
const [GROUPS, NETWORK_GROUPS] = [8, 4];

/**
 * The client's network: its IPv4 address, or the /64 of its IPv6 address.
 * @param trusted proxies whose X-Forwarded-For header is trusted, as addresses or subnets.
 * @throws Error when one of them is neither.
 */
export function clientsBehind(trusted: readonly string[]): ClientOf {
  const proxies = listOf(trusted);
  return ({ headers, socket }) => {
    const forwarded = String(headers['x-forwarded-for'] ?? '').split(',');
    // Each proxy appends its peer. From the nearest on, the first address that is no trusted proxy is the client.
    const heard = [socket.remoteAddress ?? '', ...forwarded.reverse()].map(plain).filter(Boolean);
    const client = heard.find((address) => !isAmong(proxies, address)) ?? heard.at(-1);
    return networkOf(client ?? UNKNOWN);
  };
}

function listOf(trusted: readonly string[]): BlockList {
  const list = new BlockList();
  for (const each of trusted) {
    const [address = '', prefix] = each.split('/');
    const family = familyOf(address);
    if (!family) throw new Error(`${each} is no address or subnet`);
    list.addSubnet(address, prefix === undefined ? (family === 'ipv4' ? 32 : 128) : Number(prefix), family);
  }
  return list;
}

function isAmong(proxies: BlockList, address: string): boolean {
  const family = familyOf(address);
  return family !== undefined && proxies.check(address, family);
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6';
}

/** Without the clothes in which a socket of both families shows an IPv4 address. */
function plain(address: string): string {
  return address.trim().replace(/^::ffff:(?=\d+\.)/i, '');
}

function networkOf(address: string): string {
  switch (familyOf(address)) {
    case 'ipv4':
      return address;
    case 'ipv6':
      return groupsOf(address).slice(0, NETWORK_GROUPS).join(':');
    case undefined:
      return UNKNOWN;
  }
}

/** The eight groups, each as a number in hexadecimal. */
function groupsOf(address: string): string[] {
  const [before = '', after = ''] = address.split('::');
  const [head, tail] = [before, after].map((part) => part.split(':').filter(Boolean)) as [string[], string[]];
  const zeros = Array.from({ length: Math.max(0, GROUPS - head.length - tail.length) }, () => '0');
  return [...head, ...zeros, ...tail].map((group) => Number.parseInt(group, 16).toString(16));
}
