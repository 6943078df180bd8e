import { expect, test } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import type { ActorSigner } from '@ecogrid/identity';
import { type Actor } from '@ecogrid/identity';
import { openSession } from './session.ts';

test('a renewed session keeps its request id and, for the public, the client of its allowance', async () => {
  const signed: unknown[] = [];
  const sign = (actor: Actor, subgraph: string, client?: string): Promise<string> => {
    signed.push([actor.kind, subgraph, client]);
    return Promise.resolve('token');
  };
  const parts = { signer: { sign } as unknown as ActorSigner, clientOf: () => '203.0.113.7' };
  const session = await openSession(parts, undefined, {} as IncomingMessage, 'request-1');
  const renewed = await (await session.renewed()).renewed();
  await renewed.tokenFor('cases');
  expect(renewed.requestId).toBe('request-1');
  expect(signed).toEqual([['PUBLIC', 'cases', '203.0.113.7']]);
});
