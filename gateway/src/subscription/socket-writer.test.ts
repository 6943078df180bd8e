import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as ws from 'ws';
import { envelope } from './frames.ts';
import { SocketWriter } from './socket-writer.ts';

/** Exported by ws, but not by its types. */
const { Receiver } = ws as unknown as { Receiver: new (options: { isServer: boolean }) => Writable };
const BOUND = 1_000_000;
const text = 'x'.repeat(10_000);
const own = envelope('1');
const resultOf = (number: number): object => ({ data: { number, text } });

describe('frames on a socket', () => {
  let server: Server;
  let near: Socket;
  let far: Socket;
  let writer: SocketWriter;
  let messages: unknown[];

  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    far = connect((server.address() as { port: number }).port, '127.0.0.1');
    [near] = (await once(server, 'connection')) as [Socket];
    writer = new SocketWriter(near, BOUND);
    messages = [];
    const receiver = new Receiver({ isServer: false });
    receiver.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString('utf8'))));
    far.on('data', (data) => receiver.write(data)).pause();
  });
  afterEach(() => {
    far.destroy();
    near.destroy();
    server.close();
  });

  const seen = async (count: number): Promise<void> => {
    while (messages.length < count) await once(far, 'data');
  };
  const numbers = (): unknown[] =>
    messages.map((message) => (message as { payload: { data: { number: number } } }).payload.data.number);
  /** Results, each in a turn of its own, until so much is unread. @returns how many. */
  const fill = async (bytes: number): Promise<number> => {
    let number = 0;
    for (; writer.unreadBytes < bytes; await nextTurn()) void writer.result(own, resultOf((number += 1)));
    return number;
  };

  it('arrives whole and in order, however much of it had to wait', async () => {
    const count = await fill(600_000);
    writer.text('{"payload":{"data":{"number":"last"}}}');
    far.resume();
    await seen(count + 1);
    expect(numbers()).toEqual([...Array.from({ length: count }, (_, index) => index + 1), 'last']);
    expect(writer.unreadBytes).toBe(0);
  });

  it('is overfull beyond the bound, and not before', async () => {
    await fill(BOUND / 2);
    expect(writer.isOverfull()).toBe(false);
    await fill(BOUND + 1);
    expect(writer.isOverfull()).toBe(true);
  });

  it('gathered for one turn does not count as unread', () => {
    for (let number = 0; number < 20; number += 1) void writer.result(own, resultOf(number));
    expect(writer.isOverfull()).toBe(false);
  });

  it('can be dropped between two whole frames while it waits', async () => {
    const count = await fill(BOUND);
    writer.drop();
    writer.text('{"payload":{"data":{"number":"after"}}}');
    far.resume();
    while (numbers().at(-1) !== 'after') await once(far, 'data');
    expect(messages.length).toBeLessThan(count);
    expect(numbers().slice(0, -1)).toEqual(
      Array.from({ length: messages.length - 1 }, (_, index) => index + 1),
    );
  });

  it('holds a replay back while much is unread, until it is read', async () => {
    await fill(BOUND / 4);
    let held: void | Promise<void> = undefined;
    for (let number = 0; !held; number += 1) held = writer.result(own, resultOf(number));
    expect(writer.unreadBytes).toBeLessThan(BOUND);
    let isFree = false;
    const freed = held.then(() => (isFree = true));
    await nextTurn();
    expect(isFree).toBe(false);
    far.resume();
    await freed;
    expect([isFree, writer.unreadBytes]).toEqual([true, 0]);
  });

  it('takes only a few bytes for a client that is behind: the rest is shared', async () => {
    const result = resultOf(1);
    const external = (): number => process.memoryUsage().arrayBuffers;
    await fill(BOUND / 4);
    void writer.result(own, result);
    const before = external();
    for (let repeat = 0; repeat < 200; repeat += 1) void writer.result(own, result);
    expect(external() - before).toBeLessThan((200 * text.length) / 4);
  });
});
