import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import type { EcoGridError } from '@ecogrid/errors';
import { requestText, sendAnswer } from './answer.ts';
import { Cors } from './cors.ts';
import { answerType } from './negotiation.ts';

describe('the media type of an answer', () => {
  test.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['application/*', 'application/json'],
    ['application/json', 'application/json'],
    ['application/graphql-response+json', 'application/graphql-response+json'],
    [
      'application/graphql-response+json; charset=utf-8, application/json; q=0.9',
      'application/graphql-response+json',
    ],
    ['application/graphql-response+json; q=0.5, application/json', 'application/json'],
    ['text/html, application/graphql-response+json', 'application/graphql-response+json'],
  ])('for %s is %s', (accept, type) => {
    expect(answerType(accept)).toBe(type);
  });

  test.each(['text/html', 'application/json; q=0', 'image/*'])(
    'is refused where only %s is accepted',
    (accept) => {
      expect(() => answerType(accept)).toThrow(
        expect.objectContaining({ code: 'NOT_ACCEPTABLE', httpStatus: 406 }),
      );
    },
  );
});

const LIMIT = 10_000;
const LONG = { data: { text: '长'.repeat(2_000) } };

describe('over HTTP', () => {
  let server: Server;
  const cors = new Cors(new Set(['https://desk.example']));

  /** Answers by the body: the length of the body, or a long answer to an empty one. */
  beforeEach(async () => {
    server = createServer((request, response) => {
      cors.mark(request, response);
      if (cors.preflight(request, response)) return;
      void requestText(request, LIMIT).then(
        (text) =>
          sendAnswer(request, response, 200, text ? { length: text.length } : LONG, 'application/json'),
        (error: EcoGridError) =>
          sendAnswer(request, response, error.httpStatus, { code: error.code }, 'application/json'),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  interface Received {
    readonly status: number | undefined;
    readonly headers: IncomingHttpHeaders;
    readonly bytes: Buffer;
  }

  const send = (method: string, headers: Record<string, string>, body?: Buffer): Promise<Received> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const request = httpRequest({ port, method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(chunks) }),
        );
      });
      request.once('error', reject).end(body);
    });

  test.each([
    ['br', (bytes: Buffer) => brotliDecompressSync(bytes)],
    ['gzip', (bytes: Buffer) => gunzipSync(bytes)],
  ])('a long answer is sent as %s to a client that accepts it', async (coding, unpack) => {
    const { headers, bytes } = await send('POST', { 'accept-encoding': `identity;q=0.1, ${coding}` });
    expect([headers['content-encoding'], headers.vary]).toEqual([coding, 'origin, accept-encoding']);
    expect(JSON.parse(unpack(bytes).toString())).toEqual(LONG);
  });

  test.each([
    ['a long one to a client that accepts nothing else', {}, undefined],
    ['a long one to a client that excludes it', { 'accept-encoding': 'br;q=0' }, undefined],
    ['a short one', { 'accept-encoding': 'br' }, Buffer.from('short')],
  ])('an answer is sent as it is: %s', async (_what, headers, body) => {
    expect((await send('POST', headers, body)).headers['content-encoding']).toBeUndefined();
  });

  test('a compressed request is unpacked, and no further than the bound', async () => {
    const gzip = { 'content-encoding': 'gzip' };
    const good = await send('POST', gzip, gzipSync('x'.repeat(LIMIT)));
    expect(JSON.parse(good.bytes.toString())).toEqual({ length: LIMIT });
    const bomb = await send('POST', gzip, gzipSync(Buffer.alloc(100 * LIMIT)));
    expect([bomb.status, JSON.parse(bomb.bytes.toString())]).toEqual([413, { code: 'REQUEST_TOO_LARGE' }]);
    expect((await send('POST', gzip, Buffer.from('no gzip'))).status).toBe(400);
    expect((await send('POST', { 'content-encoding': 'compress' }, Buffer.from('x'))).status).toBe(400);
  });

  test('a page of a listed origin may ask and read, and its browser remembers that', async () => {
    const origin = { origin: 'https://desk.example' };
    const preflight = await send('OPTIONS', { ...origin, 'access-control-request-headers': 'x-anything' });
    expect([preflight.status, preflight.headers]).toMatchObject([
      204,
      {
        'access-control-allow-origin': 'https://desk.example',
        'access-control-allow-headers': 'content-type, authorization, last-event-id',
        'access-control-max-age': '86400',
      },
    ]);
    expect((await send('POST', origin)).headers['access-control-allow-origin']).toBe('https://desk.example');
  });

  test.each(['https://elsewhere.example', 'null', 'https://desk.example.elsewhere.example'])(
    'a page of %s may not',
    async (origin) => {
      for (const method of ['OPTIONS', 'POST']) {
        const { status, headers } = await send(method, { origin });
        expect([status === 204, headers['access-control-allow-origin']]).toEqual([false, undefined]);
      }
    },
  );
});
