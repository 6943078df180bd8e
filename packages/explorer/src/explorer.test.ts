import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, parse, validate } from 'graphql';
import { Explorer } from './explorer.ts';
import { operationsOf } from './operations.ts';
import { pageFiles } from './pages.ts';
import { DEMONSTRATION_ROLES } from './demonstration-token.ts';

const root = new URL('../../../', import.meta.url);
const schema = buildSchema(readFileSync(new URL('schema/api.graphql', root), 'utf8'));
const folder = new URL('packages/explorer/operations/', root);

describe('the operations that stand ready', () => {
  test.each(readdirSync(folder))('%s is valid, and has a comment in Chinese', (file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
    expect(text).toMatch(/^# .*\p{Script=Han}/u);
  });

  test.each(['public', ...DEMONSTRATION_ROLES.map(({ name }) => name)])('%s has operations', async (role) => {
    const operations = await operationsOf(role, new Date('2026-02-03T00:00:00Z'));
    expect(operations.length).toBeGreaterThan(2);
    expect(operations.join('\n')).not.toMatch(/"KEY"|MONTH_AGO|TODAY/);
  });
});

describe('over HTTP', () => {
  let reading = pageFiles;
  const roles = [{ name: 'city', label: 'city 市级', token: async () => 'a.b.c' }];
  const explorer = new Explorer(roles, () => reading());
  const served: Server = createServer((incoming, response) => {
    const path = (incoming.url ?? '').split('?')[0] ?? '';
    explorer.serve(path, incoming, response).catch(() => void response.writeHead(500).end());
  });
  beforeAll(() => new Promise<void>((resolve) => served.listen(0, '127.0.0.1', resolve)));
  afterAll(() => void served.close());

  interface Answer {
    readonly status: number;
    readonly headers: IncomingHttpHeaders;
    readonly text: string;
  }

  function send(method: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
    const { port } = served.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      const sent = request({ port, method, path, headers, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      });
      sent.on('error', reject).end();
    });
  }

  test('reads its files again after a read that failed', async () => {
    reading = () => Promise.reject(new Error('too many open files'));
    expect((await send('GET', '/')).status).toBe(500);
    reading = pageFiles;
    expect((await send('GET', '/')).status).toBe(200);
  });

  test.each([
    ['GET', '/', 200],
    ['HEAD', '/', 200],
    ['POST', '/', 405],
    ['GET', '/tickets/0190-a', 200],
    ['GET', '/explorer/absent.js', 404],
    ['POST', '/explorer/roles/city/token', 200],
    ['GET', '/explorer/roles/city/token', 405],
    ['POST', '/explorer/roles/other/token', 404],
  ])('%s %s is answered %d', async (method, path, status) => {
    expect((await send(method, path)).status).toBe(status);
  });

  test('sends a file once: it is not modified afterwards', async () => {
    const { etag = '' } = (await send('GET', '/explorer/page.js')).headers;
    const again = await send('GET', '/explorer/page.js', { 'if-none-match': etag });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  test.each([
    ['localhost:4000', true],
    ['127.0.0.1', true],
    ['[::1]:4000', true],
    ['evil.example', false],
    ['127.0.0.1.evil.example', false],
    ['10.0.0.1', false],
  ])('under the name %s the roles are offered: %s', async (host, isOffered) => {
    const { text } = await send('GET', '/explorer/roles', { host });
    expect(text.includes('市级')).toBe(isOffered);
    expect((await send('POST', '/explorer/roles/city/token', { host })).status).toBe(isOffered ? 200 : 404);
  });

  test('does not let a cache keep a token', async () => {
    expect((await send('POST', '/explorer/roles/city/token')).headers['cache-control']).toBe('no-store');
  });
});
