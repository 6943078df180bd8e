import { describe, expect, it } from '@jest/globals';
import { clientMessage } from './message.ts';

describe('a client’s message', () => {
  it.each(['connection_init', 'ping', 'pong'])('%s is understood with a payload and without', (type) => {
    expect(clientMessage(JSON.stringify({ type }))).toMatchObject({ type });
    expect(clientMessage(JSON.stringify({ type, payload: { any: 1 } }))).toMatchObject({ type });
  });

  it.each(['', 'ping', '[]', '{"type":"complete"}', '{"type":"subscribe","id":"","payload":{"query":""}}'])(
    'is not %s',
    (text) => expect(clientMessage(text)).toBeUndefined(),
  );
});
