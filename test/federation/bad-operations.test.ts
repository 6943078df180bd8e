import { describe, expect, test } from '@jest/globals';
import { ask } from '../testkit/client.ts';
import { systems } from '../testkit/systems.ts';

const explosive = `{ ...F0 } ${Array.from({ length: 20 }, (_, n) => `fragment F${n} on Query { a${n}: __typename ${n < 19 ? `...F${n + 1} ... on Query { ...F${n + 1} }` : ''} }`).join(' ')}`;

describe.each(systems())('a mistake of a client, %s', (_name, { url }) => {
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
    ['a million fields in two kilobytes', JSON.stringify({ query: explosive }), 400, 'OPERATION_TOO_LARGE'],
    ['a body of two megabytes', JSON.stringify({ query: '#'.repeat(2 << 20) }), 413, 'REQUEST_TOO_LARGE'],
  ])('is answered as such: %s', async (_what, body, status, code) => {
    const started = performance.now();
    const response = await send(body);
    expect([response.status, await codeOf(response)]).toEqual([status, code]);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('is 401 for a token that proves nobody', async () => {
    const { status, errors } = await ask(url, 'no.such.token', '{ me { roles } }');
    expect([status, errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  test('is 405 for another method and 404 for another path', async () => {
    expect([(await fetch(url)).status, (await fetch(url.replace('graphql', 'nothing'))).status]).toEqual([
      405, 404,
    ]);
  });
});
