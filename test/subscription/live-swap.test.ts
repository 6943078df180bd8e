import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask } from '../testkit/client.ts';
import { RawSocket, type ProtocolMessage } from '../testkit/raw-socket.ts';
import { EVENTS, THINGS, THINGS_WITHOUT_COLOUR } from '../testkit/small-graph/schema.ts';
import { startSmallGraph, type SmallGraph } from '../testkit/small-graph/small-graph.ts';
import { eventually } from '../../packages/service/dist/testing.js';

const COLOURS = 'subscription ($after: String) { changed(after: $after) { number thing { id colour } } }';
const NAMES = 'subscription ($after: String) { changed(after: $after) { number thing { id name } } }';
const DESCRIBED = EVENTS.replace('type Change {', '"A change, described."\n  type Change {');

const changeOf = ({ payload }: ProtocolMessage): { number: number; thing: Record<string, string> } =>
  (payload as { data: { changed: { number: number; thing: Record<string, string> } } }).data.changed;

/** The gateway's own program, before subgraphs of which it has never heard. */
describe('a supergraph that is swapped while clients are subscribed', () => {
  let graph: SmallGraph;
  let socket: RawSocket;
  beforeAll(async () => {
    graph = await startSmallGraph();
    socket = await RawSocket.ready(graph.url);
  });
  afterAll(async () => {
    socket.close();
    await graph.stop();
  });

  async function fields(type: string): Promise<Array<{ name: string; description: string | null }>> {
    const query = `{ __type(name: "${type}") { description fields { name description } } }`;
    const { data } = await ask<{ __type: { description: string; fields: [] } }>(graph.url, undefined, query);
    return [{ name: type, description: data?.__type.description ?? null }, ...(data?.__type.fields ?? [])];
  }

  test('goes on without a gap or a repeat, on sockets that stay', async () => {
    const { head } = await graph.state();
    socket.subscribe('names', NAMES, { after: String(head) });
    socket.subscribe('colours', COLOURS, { after: String(head) });
    const publishing = graph.publish(300, 10, 2);
    await socket.next();
    graph.swap({ events: DESCRIBED });
    await eventually(
      () => fields('Change'),
      ([type]) => type?.description === 'A change, described.',
      120_000,
    );
    await publishing;
    await socket.until(() => socket.received.filter(({ type }) => type === 'next').length === 600);
    for (const id of ['names', 'colours']) {
      const numbers = socket.received
        .filter((message) => message.id === id)
        .map((message) => changeOf(message).number);
      expect(numbers).toEqual(Array.from({ length: 300 }, (_, index) => head + 1 + index));
    }
  });

  test('ends the subscriptions that no longer validate with a typed error, and no others', async () => {
    const from = socket.received.length;
    graph.swap({ things: THINGS_WITHOUT_COLOUR });
    await socket.until(() => socket.received.length > from);
    const [ended] = socket.received.slice(from);
    expect(ended).toMatchObject({
      id: 'colours',
      type: 'error',
      payload: [{ extensions: { code: 'SUBSCRIPTION_SCHEMA_CHANGED' } }],
    });
    const { head } = await graph.publish(1);
    await socket.until(() => socket.received.length > from + 1);
    const [, push] = socket.received.slice(from);
    expect(push?.id).toBe('names');
    expect(changeOf(push as ProtocolMessage)).toEqual({
      number: head,
      thing: { id: expect.any(String), name: expect.any(String) },
    });
    socket.subscribe('again', COLOURS);
    await socket.until(() => socket.received.some(({ id }) => id === 'again'));
    expect(socket.received.find(({ id }) => id === 'again')).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'OPERATION_INVALID' } }],
    });
  });

  test('that cannot be used leaves the one before in place', async () => {
    graph.swapText('this is no schema');
    graph.swap({ things: `${THINGS}\n#` });
    await eventually(
      () => fields('Thing'),
      (known) => known.some(({ name }) => name === 'colour'),
      120_000,
    );
    const { head } = await graph.publish(1);
    await socket.until(() =>
      socket.received.some((message) => message.id === 'names' && changeOf(message).number === head),
    );
    expect(socket.socket.readyState).toBe(socket.socket.OPEN);
  });
});
