import { expect, test } from '@jest/globals';
import { ask } from '../testkit/client.ts';
import { MEMBERS_IN_CIRCLES, pairs } from './costly-operations.ts';
import { RawSocket } from '../testkit/raw-socket.ts';
import { everyMode, onSystems } from '../testkit/systems.ts';

const explosive = `{ ...F0 } ${Array.from({ length: 20 }, (_, n) => `fragment F${n} on Query { a${n}: __typename ${n < 19 ? `...F${n + 1} ... on Query { ...F${n + 1} }` : ''} }`).join(' ')}`;

onSystems(everyMode)('a mistake of a client, %s', (_name, { url }) => {
  const send = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  const codeOf = async (response: Response): Promise<unknown> => {
    const { errors } = (await response.json()) as {
      errors: Array<{ extensions: { code: string; messages: object } }>;
    };
    expect(Object.keys(errors[0]?.extensions.messages ?? {})).toEqual(['en', 'zh']);
    return errors[0]?.extensions.code;
  };

  test.each([
    ['no JSON', 'query', 400, 'OPERATION_INVALID'],
    ['a list', '[{"query":"{me{roles}}"}]', 400, 'OPERATION_INVALID'],
    ['no query', '{}', 400, 'OPERATION_INVALID'],
    ['a syntax error', '{"query":"{ me {"}', 400, 'OPERATION_INVALID'],
    ['an unknown field', '{"query":"{ nope }"}', 400, 'OPERATION_INVALID'],
    [
      'an unknown operation name',
      '{"query":"query A { me { roles } }","operationName":"B"}',
      400,
      'OPERATION_INVALID',
    ],
    [
      'several operations and no name',
      '{"query":"query A { me { roles } } query B { me { roles } }"}',
      400,
      'OPERATION_INVALID',
    ],
    [
      'a subscription by POST',
      '{"query":"subscription { ticketChanged { cursor } }"}',
      400,
      'OPERATION_INVALID',
    ],
    [
      'a variable of the wrong type',
      '{"query":"query ($n: Int!) { grids(first: $n) { edges { cursor } } }","variables":{"n":"x"}}',
      400,
      'OPERATION_INVALID',
    ],
    ['a value out of range', '{"query":"{ grids(first: 201) { edges { cursor } } }"}', 200, 'INPUT_INVALID'],
    [
      'an altered page cursor',
      '{"query":"{ grids(after: \\"eHg\\") { edges { cursor } } }"}',
      200,
      'CURSOR_INVALID',
    ],
    [
      'pages of pages of pages',
      '{"query":"{ grids(first: 200) { edges { node { cases(first: 200) { edges { node { history(first: 200) { edges { cursor } } } } } } } } }"}',
      400,
      'OPERATION_TOO_LARGE',
    ],
    [
      'sixty fields within each other',
      JSON.stringify({ query: `{ grid(code: "1") { ${'parent { '.repeat(60)} name ${'} '.repeat(60)} } }` }),
      400,
      'OPERATION_TOO_LARGE',
    ],
    ['a list and the way back, nine times', JSON.stringify({ query: pairs(9) }), 400, 'OPERATION_TOO_LARGE'],
    ['a list and the way back, seven times', JSON.stringify({ query: pairs(7) }), 400, 'OPERATION_TOO_LARGE'],
    ['members in circles', JSON.stringify({ query: MEMBERS_IN_CIRCLES }), 400, 'OPERATION_TOO_LARGE'],
    ['a million fields in two kilobytes', JSON.stringify({ query: explosive }), 400, 'OPERATION_TOO_LARGE'],
    ['a body of two megabytes', JSON.stringify({ query: '#'.repeat(2 << 20) }), 413, 'REQUEST_TOO_LARGE'],
  ])('is answered as such: %s', async (_what, body, status, code) => {
    const response = await send(body);
    expect([response.status, await codeOf(response)]).toEqual([status, code]);
  });

  test.each([
    ['a name of a megabyte', { query: 'query A { me { roles } }', operationName: '𠮷'.repeat(240_000) }, 1],
    ['many faults', { query: `{ me { ${'x '.repeat(700)} } }` }, 20],
    [
      'many long faults',
      { query: `{ me { ${Array.from({ length: 100 }, (_, n) => 'x'.repeat(5_000) + n).join(' ')} } }` },
      20,
    ],
  ])('is answered with 64 kB and 20 errors at most: %s', async (_what, body, count) => {
    const response = await send(JSON.stringify(body));
    const text = await response.text();
    expect([response.status, Buffer.byteLength(text) < 64_000]).toEqual([400, true]);
    expect((JSON.parse(text) as { errors: unknown[] }).errors).toHaveLength(count);
  });

  test('is answered by a socket with as much at most', async () => {
    const socket = await RawSocket.ready(url);
    const absent = Array.from({ length: 40 }, (_, n) => 'x'.repeat(5_000) + n).join(' ');
    socket.subscribe('1', `{ me { ${absent} } }`);
    const { type, payload } = await socket.next();
    expect([type, (payload as unknown[]).length]).toEqual(['error', 20]);
    expect(Buffer.byteLength(JSON.stringify(payload))).toBeLessThan(64_000);
    socket.close();
  });

  test('costs others no time: those who ask meanwhile are answered', async () => {
    const hostile = send(JSON.stringify({ query: explosive }));
    // Planning it would hold the only thread for minutes on any machine: longer than this test may take.
    expect((await fetch(url.replace('graphql', 'live'))).status).toBe(200);
    expect((await hostile).status).toBe(400);
  });

  test.each([
    ['text', 'text/plain'],
    ['a form, as a page of another origin may send', 'application/x-www-form-urlencoded'],
    ['files', 'multipart/form-data; boundary=x'],
    ['nothing said', ''],
  ])('is %s instead of JSON', async (_what, type) => {
    const body = JSON.stringify({ query: '{ me { roles } }' });
    const response = await send(body, { 'content-type': type });
    expect([response.status, await codeOf(response)]).toEqual([400, 'OPERATION_INVALID']);
  });

  test('is refused in the media type that is asked for, and with 406 where that cannot be served', async () => {
    const accept = 'application/graphql-response+json';
    const refused = await send('{"query":"{ absent }"}', { accept });
    expect([refused.status, refused.headers.get('content-type')]).toEqual([400, `${accept}; charset=utf-8`]);
    const unservable = await send('{"query":"{ __typename }"}', { accept: 'text/html' });
    expect([unservable.status, await codeOf(unservable)]).toEqual([406, 'NOT_ACCEPTABLE']);
  });

  test.each(['[1]', '5', '"text"', 'true'])('is %s as extensions', async (extensions) => {
    const response = await send(`{"query":"{ __typename }","extensions":${extensions}}`);
    expect([response.status, await codeOf(response)]).toEqual([400, 'OPERATION_INVALID']);
  });

  test('is a mutation by GET', async () => {
    const response = await fetch(`${url}?query=${encodeURIComponent('mutation { __typename }')}`);
    expect([response.status, response.headers.get('allow'), await codeOf(response)]).toEqual([
      405,
      'POST',
      'METHOD_NOT_ALLOWED',
    ]);
  });

  test('tells pages of other origins nothing, and caches keep nothing', async () => {
    const origin = { origin: 'https://elsewhere.example' };
    const answer = await send('{"query":"{ __typename }"}', origin);
    const preflight = await fetch(url, { method: 'OPTIONS', headers: origin });
    for (const { headers } of [answer, preflight]) {
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect(preflight.status).toBe(405);
  });

  test('is 401 for an invalid token', async () => {
    const { status, errors } = await ask(url, 'no.such.token', '{ me { roles } }');
    expect([status, errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  test('is 405 for another method and 404 for another path', async () => {
    const put = await fetch(url, { method: 'PUT', body: '{}' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    expect((await fetch(url.replace('graphql', 'nothing'))).status).toBe(404);
  });
});
