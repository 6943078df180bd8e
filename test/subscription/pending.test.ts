import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { RawSocket, type ProtocolMessage } from '../testkit/raw-socket.ts';
import { startSmallGraph, type SmallGraph } from '../testkit/small-graph/small-graph.ts';
import { eventually } from '../../packages/service/dist/testing.js';

const CHANGES = 'subscription { changed { number } }';
const TEXTS = 'subscription { changed { text } }';
const TIMEOUT_MS = 120_000;

/** A subgraph that answers no `subscribe`, and acknowledges a socket only on request. */
class HangingSubgraph {
  readonly received: ProtocolMessage[] = [];
  acknowledges = true;
  private readonly server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  private readonly sockets: WebSocket[] = [];

  constructor() {
    this.server.on('connection', (socket) => {
      this.sockets.push(socket);
      socket.on('message', (data: Buffer) => this.hear(JSON.parse(data.toString('utf8')) as ProtocolMessage));
    });
  }

  async url(): Promise<string> {
    if (!this.server.address()) await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/graphql`;
  }

  acknowledge(): void {
    for (const socket of this.sockets) socket.send('{"type":"connection_ack"}');
  }

  /** The messages of that type, when the given number has arrived. */
  hears(type: string, count = 1): Promise<ProtocolMessage[]> {
    const heard = (): ProtocolMessage[] => this.received.filter((message) => message.type === type);
    return eventually(heard, ({ length }) => length >= count, TIMEOUT_MS);
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.terminate();
  }

  private hear(message: ProtocolMessage): void {
    this.received.push(message);
    if (message.type === 'connection_init' && this.acknowledges) this.acknowledge();
  }
}

describe('an upstream whose subscribe is pending', () => {
  let subgraph: HangingSubgraph;
  let graph: SmallGraph;
  const open: RawSocket[] = [];
  beforeEach(async () => {
    subgraph = new HangingSubgraph();
    graph = await startSmallGraph({ eventsUrl: await subgraph.url() });
  });
  afterEach(async () => {
    for (const client of open.splice(0)) client.close();
    await graph.stop();
    subgraph.close();
  });

  async function subscribed(query = CHANGES): Promise<RawSocket> {
    const client = await RawSocket.ready(graph.url);
    open.push(client);
    client.subscribe('1', query);
    return client;
  }
  const upstreams = (count: number): Promise<number> =>
    eventually(
      () => graph.metric('ecogrid_gateway_upstreams'),
      (found) => found === count,
      TIMEOUT_MS,
    );

  const WAYS: ReadonlyArray<readonly [name: string, leave: (client: RawSocket) => void]> = [
    ['by a complete', (client) => client.send({ id: '1', type: 'complete' })],
    ['by its socket', (client) => client.close()],
  ];
  test.each(WAYS)('is completed without an answer when the last client leaves %s', async (_, leave) => {
    const client = await subscribed();
    const [asked] = await subgraph.hears('subscribe');
    leave(client);
    const [completed] = await subgraph.hears('complete');
    expect(completed?.id).toBe(asked?.id);
    await upstreams(0);
  });

  test('is never requested when the last client leaves before the socket is acknowledged', async () => {
    subgraph.acknowledges = false;
    const client = await subscribed();
    await subgraph.hears('connection_init');
    await upstreams(1);
    client.send({ id: '1', type: 'complete' });
    await upstreams(0);
    subgraph.acknowledge();
    await subscribed(TEXTS);
    const [asked] = await subgraph.hears('subscribe');
    expect(asked?.payload).toMatchObject({ query: expect.stringContaining('text') });
    expect(subgraph.received.map(({ type }) => type)).toEqual(['connection_init', 'subscribe']);
  });
});
