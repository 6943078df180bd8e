import { expect, test } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import type { AudienceOperation } from '@ecogrid/federated-subscriptions';
import { openSession } from '../auth/session.ts';
import { audiences } from './audience.ts';
import type { Markings } from './markings.ts';

const of = audiences({ dependsOnPerson: () => false } as unknown as Markings);
const audience = async (headers: Record<string, string>) => {
  const request = { headers } as unknown as IncomingMessage;
  const session = await openSession({ forwardedHeaders: ['x-tenant'] }, undefined, request);
  return of(await session.renewed(), {} as AudienceOperation);
};

test('an audience has the same headers for subgraphs, and keeps them', async () => {
  const [north, south, again, none] = await Promise.all([
    audience({ 'x-tenant': 'north', 'x-other': '1' }),
    audience({ 'x-tenant': 'south' }),
    audience({ 'x-tenant': 'north', 'x-other': '2' }),
    audience({ 'x-other': '1' }),
  ]);
  expect(again?.key).toBe(north?.key);
  expect(new Set([north, south, none].map((each) => each?.key)).size).toBe(3);
  const headers = [north, south, none].map((each) => each?.context.headers);
  expect(headers).toEqual([{ 'x-tenant': 'north' }, { 'x-tenant': 'south' }, undefined]);
});
