import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

const VALUES: readonly unknown[] = [
  ...[null, true, -1, 1e308, '', 'text', '\u0000', '__proto__', [], [[]], [null], {}, { message: 5 }],
  ...[{ data: null }, { data: { u: 5 } }, { data: 5 }, { data: [] }, { errors: [null] }, { errors: 'text' }],
  ...[{ errors: [] }, { errors: [{}] }, { errors: [{ message: 'own', path: 7, extensions: 'none' }] }],
  ...[
    { data: { changed: 5 } },
    { data: { changed: { number: {}, thing: 7 } } },
    { extensions: { cursor: 1 } },
  ],
  ...[{ data: { changed: { number: 'x', cursor: { toString: 1 }, thing: { id: [] } } } }],
];
const TEXTS: readonly string[] = [
  ...[
    '',
    'not json',
    'null',
    '[]',
    '5',
    '{}',
    '{"type":',
    '"text"',
    '{"type":null}',
    '{"type":"data","id":"1"}',
  ],
  ...['{"type":"next"}', '{"type":"next","id":5}', '{"type":"complete"}', '{"type":"error","id":{}}'],
  ...[
    '{"type":"connection_ack","payload":5}',
    '{"type":"ping","payload":[]}',
    '{"type":"__proto__","id":"1"}',
  ],
];
const good = (number: number): object => ({
  data: { changed: { __typename: 'Change', number, cursor: String(number), _eventCursor: String(number) } },
});

/**
 * A subgraph that takes every subscription, and then sends messages that no subgraph should, by the numbers of a seed.
 */
export class HostileSubgraph {
  sent = 0;
  private readonly server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  private readonly ids = new Map<WebSocket, string[]>();
  private readonly below: (below: number) => number;

  constructor(below: (below: number) => number) {
    this.below = below;
    this.server.on('connection', (socket) => {
      this.ids.set(socket, []);
      socket.on('error', () => undefined);
      socket.once('close', () => this.ids.delete(socket));
      socket.on('message', (data: Buffer) => this.receive(socket, data));
    });
  }

  async url(): Promise<string> {
    if (!this.server.address()) await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/graphql`;
  }

  get sockets(): number {
    return this.ids.size;
  }

  /** Sends one frame on each socket that has a stream. @returns whether there was one. */
  attack(): boolean {
    const open = [...this.ids].filter(([, ids]) => ids.length > 0);
    for (const [socket, ids] of open) {
      this.sent += 1;
      this.frame(socket, ids[this.below(ids.length)] ?? '1');
    }
    return open.length > 0;
  }

  close(): void {
    this.server.close();
    for (const socket of this.ids.keys()) socket.terminate();
  }

  private receive(socket: WebSocket, data: Buffer): void {
    const { type, id = '' } = JSON.parse(data.toString('utf8')) as { type: string; id?: string };
    const ids = this.ids.get(socket);
    if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
    else if (type === 'subscribe') ids?.push(id);
    else if (type === 'complete') ids?.splice(ids.indexOf(id), 1);
  }

  private frame(socket: WebSocket, id: string): void {
    const payload = VALUES[this.below(VALUES.length)];
    const kind = this.below(1_000);
    if (kind < 5) return socket.terminate();
    if (kind < 10) return socket.close(4_000 + this.below(500));
    if (kind < 20) return socket.send(TEXTS[this.below(TEXTS.length)] ?? '');
    if (kind < 25) return socket.send(Buffer.from([0xff, 0xfe, this.below(256)]), { binary: kind < 23 });
    if (kind < 40) return socket.send(JSON.stringify({ type: 'error', id, payload }));
    if (kind < 45) return socket.send(JSON.stringify({ type: 'complete', id, payload }));
    if (kind < 60) return socket.send(JSON.stringify({ type: 'ping', payload }));
    if (kind < 300) return socket.send(JSON.stringify({ type: 'next', id, payload: good(this.sent) }));
    const to = kind < 400 ? String(this.below(1_000)) : id;
    socket.send(JSON.stringify({ type: 'next', id: to, ...(kind < 950 && { payload }) }));
  }
}
