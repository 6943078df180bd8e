import { describe, expect, it } from '@jest/globals';
import { clientMessage } from './message.ts';

describe('a client’s message', () => {
  it.each(['connection_init', 'ping', 'pong'])('%s is understood with a payload and without', (type) => {
    expect(clientMessage(JSON.stringify({ type }))).toMatchObject({ type });
    expect(clientMessage(JSON.stringify({ type, payload: { any: 1 } }))).toMatchObject({ type });
  });

  it.each([
    '',
    'ping',
    '[]',
    'null',
    '{"type":"complete"}',
    '{"type":"ping","payload":"text"}',
    '{"type":"pong","payload":[1]}',
    '{"type":"connection_init","payload":"text"}',
    '{"type":"subscribe","id":"","payload":{"query":""}}',
    '{"type":"subscribe","id":"1","payload":{"query":"{a}","extensions":[1]}}',
    '{"type":"subscribe","id":"1","payload":{"query":"{a}","extensions":"text"}}',
    '{"type":"subscribe","id":"1","payload":{"query":"{a}","variables":[1]}}',
    '{"type":"subscribe","id":"1","payload":{"query":"{a}","operationName":1}}',
  ])('is not %s', (text) => expect(clientMessage(text)).toBeUndefined());

  it('may carry extensions that are an object, or none', () => {
    for (const extensions of [{ any: 1 }, null, undefined])
      expect(
        clientMessage(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: '{a}', extensions } })),
      ).toBeDefined();
  });
});
