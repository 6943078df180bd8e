import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { RawSocket, type ProtocolMessage } from '../testkit/raw-socket.ts';
import { startSmallGraph, type SmallGraph } from '../testkit/small-graph/small-graph.ts';
import { token } from '../testkit/client.ts';
import { eventually } from '../../packages/service/dist/testing.js';

const CHANGED =
  'subscription ($after: String) { changed(after: $after) { cursor number text thing { name } } }';
const TEXT_BYTES = 50_000;
const LIMITS = {
  WS_MAX_MESSAGE_BYTES: '4000',
  WS_MAX_OPERATIONS: '3',
  WS_MAX_SOCKETS: '2',
  WS_MAX_BUFFERED_BYTES: '2000000',
  WS_DRAIN_MS: '400',
};

const CLOSED_AS_SLOW = 'ecogrid_gateway_sockets_closed_total{code="4013",reason="Client does not read"}';

const numberOf = ({ payload }: ProtocolMessage): number =>
  (payload as { data: { changed: { number: number } } }).data.changed.number;
const codeOf = ({ payload }: ProtocolMessage): string | undefined =>
  (payload as Array<{ extensions: { code: string } }>)[0]?.extensions.code;

describe('the protocol of a socket', () => {
  let graph: SmallGraph;
  const open: RawSocket[] = [];
  beforeAll(async () => {
    graph = await startSmallGraph({ environment: LIMITS });
  });
  afterEach(() => open.splice(0).forEach((socket) => socket.close()));
  afterAll(() => graph.stop());

  const keep = async (opening: Promise<RawSocket>): Promise<RawSocket> => {
    const socket = await opening;
    open.push(socket);
    return socket;
  };
  const unready = (): Promise<RawSocket> => keep(RawSocket.open(graph.url));
  const ready = (payload?: object): Promise<RawSocket> => keep(RawSocket.ready(graph.url, payload));

  test('a ping is answered', async () => {
    const socket = await ready();
    socket.send({ type: 'ping' });
    expect((await socket.next()).type).toBe('pong');
  });

  test.each([
    ['no JSON', 'hello'],
    ['no message of the protocol', '{"type":"start"}'],
    ['a subscribe without an id', '{"type":"subscribe","payload":{"query":"{ now }"}}'],
    ['JSON that is no object', '[]'],
  ])('%s is closed with 4400', async (_what, text) => {
    const socket = await ready();
    socket.send(text);
    expect((await socket.closed).code).toBe(4400);
  });

  test('a subprotocol that is not spoken here is closed with 4406', async () => {
    const none = await keep(RawSocket.open(graph.url, []));
    expect((await none.closed).code).toBe(4406);
  });

  test('an old subprotocol alone opens no socket', async () => {
    await expect(RawSocket.open(graph.url, ['graphql-ws'])).rejects.toThrow('subprotocol');
  });

  test('an operation id that is in use is closed with 4409, and can be used again when it is over', async () => {
    const socket = await ready();
    socket.subscribe('1', CHANGED);
    socket.send({ id: '1', type: 'complete' });
    socket.subscribe('1', CHANGED);
    socket.send({ type: 'ping' });
    await socket.next(({ type }) => type === 'pong');
    socket.subscribe('1', CHANGED);
    expect(await socket.closed).toEqual({ code: 4409, reason: 'Subscriber already exists' });
  });

  test('a second connection_init is closed with 4429', async () => {
    const socket = await ready();
    socket.send({ type: 'connection_init' });
    expect(await socket.closed).toEqual({ code: 4429, reason: 'Too many initialisation requests' });
  });

  test('an operation before the acknowledgement is closed with 4401', async () => {
    const socket = await unready();
    socket.subscribe('1', CHANGED);
    expect(await socket.closed).toEqual({ code: 4401, reason: 'Unauthorized' });
  });

  test('a message beyond the bound closes the socket with 1009, and one below it does not', async () => {
    const socket = await ready();
    socket.subscribe('1', `{ now } ${'#'.repeat(3_800)}`);
    expect((await socket.next()).type).toBe('next');
    socket.subscribe('2', `{ now } ${'#'.repeat(4_000)}`);
    expect((await socket.closed).code).toBe(1009);
  });

  test('an operation too many is answered with a typed error; those that are open go on', async () => {
    const socket = await ready();
    for (const id of ['1', '2', '3', '4']) socket.subscribe(id, CHANGED);
    const refused = await socket.next();
    expect([refused.id, refused.type, codeOf(refused)]).toEqual(['4', 'error', 'OPERATION_TOO_LARGE']);
    await eventually(
      () => graph.state(),
      ({ open: count }) => count > 0,
      120_000,
    );
    await graph.publish(1);
    const ids = [await socket.next(), await socket.next(), await socket.next()].map(({ id }) => id);
    expect(ids.sort()).toEqual(['1', '2', '3']);
    socket.send({ id: '1', type: 'complete' });
    socket.subscribe('5', '{ now }');
    expect(await socket.next()).toMatchObject({ id: '5', type: 'next' });
  });

  test.each([
    ['a syntax error', 'subscription { changed {', 'OPERATION_INVALID'],
    ['an unknown field', 'subscription { changed { nothing } }', 'OPERATION_INVALID'],
    [
      'a root that is skipped',
      'subscription { changed @skip(if: true) { cursor } }',
      'SUBSCRIPTION_ROOT_EXCLUDED',
    ],
  ])(
    '%s answers that operation and leaves the socket and its subscriptions alone',
    async (_what, query, code) => {
      const socket = await ready();
      const { head } = await graph.state();
      socket.subscribe('good', CHANGED, { after: String(head) });
      socket.subscribe('bad', query);
      const answer = await socket.next();
      expect([answer.id, answer.type, codeOf(answer)]).toEqual(['bad', 'error', code]);
      await graph.publish(1);
      const push = await socket.next();
      expect([push.id, numberOf(push)]).toEqual(['good', head + 1]);
    },
  );
});

describe('a socket whose time is measured', () => {
  let graph: SmallGraph;
  beforeAll(async () => {
    graph = await startSmallGraph({ environment: { WS_INIT_TIMEOUT_MS: '2000', WS_HEARTBEAT_MS: '1000' } });
  });
  afterAll(() => graph.stop());

  test('is closed with 4408 when it says nothing, once its time is up', async () => {
    const began = Date.now();
    const silent = await RawSocket.open(graph.url);
    expect(await silent.closed).toEqual({ code: 4408, reason: 'Connection initialisation timeout' });
    expect(Date.now() - began).toBeGreaterThan(1_900);
  });

  test('is sent heartbeats, which keep a client that answers them', async () => {
    const socket = await RawSocket.ready(graph.url);
    await socket.until(() => socket.pings >= 4);
    expect(socket.socket.readyState).toBe(socket.socket.OPEN);
    socket.close();
  });

  test('is closed with 4014 when it answers no heartbeat', async () => {
    const socket = await RawSocket.ready(graph.url, undefined, { autoPong: false });
    expect(await socket.closed).toEqual({ code: 4014, reason: 'No heartbeat answered' });
  });
});

describe('the sockets of one principal', () => {
  let graph: SmallGraph;
  beforeAll(async () => {
    graph = await startSmallGraph({ environment: { ...LIMITS, GATEWAY_AUTH: 'demo' } });
  });
  afterAll(() => graph.stop());

  test('are bounded: one too many is closed with 4429, and one that leaves makes room', async () => {
    const payload = { authorization: `Bearer ${await token(graph.dataDirectory, { role: 'OPERATOR' })}` };
    const [first, second] = [
      await RawSocket.ready(graph.url, payload),
      await RawSocket.ready(graph.url, payload),
    ];
    const third = await RawSocket.open(graph.url);
    third.send({ type: 'connection_init', payload });
    expect(await third.closed).toEqual({ code: 4429, reason: 'Too many sockets' });
    first.close();
    await eventually(
      () => graph.metric('ecogrid_gateway_sockets'),
      (count) => count === 1,
      120_000,
    );
    (await RawSocket.ready(graph.url, payload)).close();
    second.close();
  });

  test('are closed with 4403 within a second of the token’s end, and nothing is delivered later', async () => {
    const payload = {
      authorization: `Bearer ${await token(graph.dataDirectory, { role: 'OPERATOR', seconds: 6 })}`,
    };
    const socket = await RawSocket.ready(graph.url, payload);
    socket.subscribe('1', CHANGED);
    await eventually(
      () => graph.state(),
      ({ open }) => open > 0,
      120_000,
    );
    let isOpen = true;
    const closed = socket.closed.finally(() => (isOpen = false));
    while (isOpen) await graph.publish(10, 10, 20);
    expect(await closed).toEqual({ code: 4403, reason: 'The token has expired' });
    const count = socket.received.length;
    expect(count).toBeGreaterThan(1);
    await graph.publish(10, 10);
    expect(socket.received.length).toBe(count);
  });

  test('a token that is not valid is closed with 4403', async () => {
    const socket = await RawSocket.open(graph.url);
    socket.send({ type: 'connection_init', payload: { authorization: 'Bearer nonsense' } });
    expect(await socket.closed).toEqual({ code: 4403, reason: 'Forbidden' });
  });
});

describe('a slow client', () => {
  let graph: SmallGraph;
  beforeAll(async () => {
    graph = await startSmallGraph({ environment: { WS_MAX_BUFFERED_BYTES: '2000000' } });
  });
  afterAll(() => graph.stop());

  test('that does not read is disconnected with a reason, others do not notice, and it resumes without a gap', async () => {
    const { head } = await graph.state();
    const [slow, healthy] = [await RawSocket.ready(graph.url), await RawSocket.ready(graph.url)];
    for (const socket of [slow, healthy]) socket.subscribe('1', CHANGED, { after: String(head) });
    await graph.publish(1, TEXT_BYTES);
    await Promise.all([slow.next(), healthy.next()]);
    slow.socket.pause();
    const evictedBefore = await graph.metric(CLOSED_AS_SLOW);
    const [count, portion] = [400, 20];
    // The healthy one reads each portion before the next, however busy the machine is.
    for (let read = 0; read < count; read += portion) {
      await graph.publish(portion, TEXT_BYTES, 5);
      for (let number = 1; number <= portion; number += 1)
        expect(numberOf(await healthy.next())).toBe(head + 1 + read + number);
    }
    await eventually(
      () => graph.metric(CLOSED_AS_SLOW),
      (now) => now === evictedBefore + 1,
      120_000,
    );
    expect(await graph.metric('ecogrid_gateway_buffered_bytes')).toBeLessThan(4_000_000);
    slow.socket.resume();
    expect(await slow.closed).toEqual({ code: 4013, reason: 'Client does not read' });
    const seen = slow.received.filter(({ type }) => type === 'next').map(numberOf);
    const last = seen.at(-1) as number;
    expect(last).toBeLessThan(head + 1 + count);
    const again = await RawSocket.ready(graph.url);
    again.subscribe('1', CHANGED, { after: String(last) });
    for (let number = last + 1; number <= head + 1 + count; number += 1)
      expect(numberOf(await again.next())).toBe(number);
    for (const socket of [healthy, again]) socket.close();
  });
});

describe('a shutdown', () => {
  test('closes every socket with 1012, not all at once, and ends with code 0', async () => {
    const graph = await startSmallGraph({ environment: LIMITS });
    const sockets = await Promise.all(Array.from({ length: 20 }, () => RawSocket.ready(graph.url)));
    const times: number[] = [];
    const closings = sockets.map(async ({ closed }) => {
      const closing = await closed;
      times.push(Date.now());
      return closing;
    });
    const ended = graph.gateway.end('SIGTERM');
    for (const closing of await Promise.all(closings))
      expect(closing).toEqual({ code: 1012, reason: 'Service restart' });
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(30);
    expect(await ended).toBe(0);
    await graph.stop();
  });
});
