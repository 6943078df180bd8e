import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ActorSigner, PUBLIC_ACTOR, importPair, rightOf, type Principal } from '@ecogrid/identity';
import { RemoteActorResolver } from './remote-actor-resolver.ts';

const known: Principal = { kind: 'PERSON', subject: 'p1', expiresAt: 0, claims: {} };
const actor = { ...PUBLIC_ACTOR, kind: 'PERSON', id: 'p1', rights: [rightOf('OPERATOR')] };

describe('the resolver over HTTP', () => {
  let server: Server;
  let resolver: RemoteActorResolver;
  /** The answer of the service; undefined is a fault of the service. */
  let answers: object | null | undefined;

  beforeEach(async () => {
    answers = actor;
    server = createServer((_request, response) => {
      response.writeHead(answers === undefined ? 500 : 200).end(JSON.stringify({ actor: answers }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
    const { privateKey } = await importPair(jwk);
    const { port } = server.address() as AddressInfo;
    resolver = new RemoteActorResolver(
      `http://127.0.0.1:${port}/actor`,
      new ActorSigner(privateKey),
      'grids',
    );
  });
  afterEach(() => {
    jest.restoreAllMocks();
    server.closeAllConnections();
    server.close();
  });

  test('returns the last known rights while the service is away', async () => {
    expect(await resolver.resolve(known)).toEqual(actor);
    answers = undefined;
    expect(await resolver.resolve(known)).toEqual(actor);
  });

  test.each([
    ['ten minutes later, also when the machine slept', 10 * 60_000],
    ['by a clock that was set back', -60_000],
  ])('forgets the last known rights %s', async (_when, laterMs) => {
    await resolver.resolve(known);
    answers = undefined;
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + laterMs);
    await expect(resolver.resolve(known)).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
  });

  test('does not keep rights that were withdrawn before it went away', async () => {
    await resolver.resolve(known);
    answers = null;
    expect(await resolver.resolve(known)).toBeNull();
    answers = undefined;
    expect(await resolver.resolve(known)).toBeNull();
  });

  test('names the unavailable service for a principal that it never resolved, also for one of another kind with the same name', async () => {
    await resolver.resolve(known);
    answers = undefined;
    const unavailable = expect.objectContaining({ code: 'SUBGRAPH_UNAVAILABLE' });
    await expect(resolver.resolve({ ...known, subject: 'p2' })).rejects.toEqual(unavailable);
    await expect(resolver.resolve({ ...known, kind: 'SERVICE' })).rejects.toEqual(unavailable);
  });
});
