import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import type { Observer } from '@ecogrid/federated-subscriptions';
import { listen, silentLogger, type ListeningServer } from '@ecogrid/service';
import type { Session } from '../auth/session.ts';
import { BOUNDS } from '../bounds.ts';
import type { Closing } from './close-codes.ts';
import { openHttpStream, type StreamDoorParts } from './http-stream.ts';
import type { Markings } from './markings.ts';
import { SocketRegister } from './socket-register.ts';
import { EVENT_STREAM, MULTIPART, type StreamFormat } from './stream-format.ts';

const BOUND = 256 * 1_024;
const BIG = 'x'.repeat(BOUND / 4);

/** In the place of an observer that was never given. */
const ABSENT = {} as Observer;

describe('a stream over HTTP', () => {
  let http: ListeningServer | undefined;
  let client: Socket | undefined;
  afterEach(async () => {
    client?.destroy();
    await http?.close();
  });

  /** One stream of a client that reads only when it is asked to. */
  async function open(
    format: StreamFormat,
    isLeftBefore = false,
  ): Promise<{ observer: Observer; left: Promise<void>; closings: Closing[]; register: SocketRegister }> {
    const closings: Closing[] = [];
    const limits = { ...BOUNDS.sockets, maxBufferedBytes: BOUND };
    const register = new SocketRegister(limits, (closing) => void closings.push(closing));
    let leave = (): void => undefined;
    const left = new Promise<void>((resolve) => (leave = resolve));
    const observed = new Promise<Observer>((resolve) => {
      const parts = {
        admission: { document: (query: string) => parse(query) },
        subscriptions: {
          observe: (_args: object, observer: Observer) => {
            resolve(observer);
            return { close: leave, end: leave };
          },
        },
        limits,
        register,
        markings: { isResumable: () => true } as unknown as Markings,
        logger: silentLogger,
      } as unknown as StreamDoorParts;
      void listen(
        (request, response) => {
          const session = {} as Session;
          const query = 'subscription { changed { cursor } }';
          const stream = (): void => openHttpStream(parts, { query, session, request, response, format });
          if (!isLeftBefore) return stream();
          response.once('close', () => {
            stream();
            resolve(ABSENT);
          });
          client?.destroy();
        },
        { host: '127.0.0.1', port: 0 },
      ).then((server) => {
        http = server;
        client = connect(server.port, '127.0.0.1');
        client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      });
    });
    return { observer: await observed, left, closings, register };
  }

  it.each([
    ['server-sent events', EVENT_STREAM],
    ['multipart', MULTIPART],
  ])('of %s is ended when its client does not read, and nothing of it stays', async (_kind, format) => {
    const { observer, left, closings, register } = await open(format);
    client?.pause();
    while (closings.length === 0) {
      void observer.next({ data: { changed: { cursor: 'c1', text: BIG } } });
      await new Promise((resolve) => setImmediate(resolve));
    }
    await left;
    expect(closings.map(({ code }) => code)).toEqual([4013]);
    expect([register.count, register.unreadBytes]).toEqual([0, 0]);
  });

  it('holds a replay back until its client has read', async () => {
    const { observer } = await open(EVENT_STREAM);
    client?.pause();
    let wait: void | PromiseLike<void> = undefined;
    while (!wait) {
      wait = observer.next({ data: { changed: { cursor: 'c1', text: BIG } } });
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(observer.isReady?.()).toBe(false);
    client?.resume();
    await wait;
    expect(observer.isReady?.()).toBe(true);
  });

  it('is left when its client goes away', async () => {
    const { left, register } = await open(EVENT_STREAM);
    client?.destroy();
    await left;
    expect(register.count).toBe(0);
  });

  it('is not opened for a client that left while its session opened', async () => {
    const { observer, register } = await open(EVENT_STREAM, true);
    expect([observer, register.count]).toEqual([ABSENT, 0]);
  });

  it('writes a multipart end with the reason when this side closes it', async () => {
    const { register } = await open(MULTIPART);
    let text = '';
    client?.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    client?.once('end', () => client?.end());
    void register.drain();
    if (client) await once(client, 'data');
    while (!text.includes('--graphql--')) if (client) await once(client, 'data');
    expect(text).toContain('{"payload":null,"errors":[{"message":"Service restart"');
  });
});
