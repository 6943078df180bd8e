import { describe, expect, test } from '@jest/globals';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { ServerResponse } from 'node:http';
import {
  addressFault,
  beyondLoopback,
  ConfigurationError,
  ed25519Jwk,
  existingFile,
  Lifecycle,
  listen,
  missing,
  port,
  readBody,
  readConfig,
  silentLogger,
  z,
} from './index.ts';

describe('the environment', () => {
  const shape = { PORT: port().default(4000), NAME: z.string() };

  test('is read once into a frozen object; an empty value counts as absent', () => {
    const config = readConfig(shape, { PORT: '', NAME: 'a', OTHER: 'ignored' });
    expect(config).toEqual({ PORT: 4000, NAME: 'a' });
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('is refused with every fault at once, and without any value', () => {
    const read = (): unknown => readConfig(shape, { PORT: 'secret' });
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(/PORT[\s\S]*NAME/);
    expect(read).not.toThrow(/secret/);
  });

  test('is refused with the faults of all variables; one fault takes one line', () => {
    const needsKey = (given: NodeJS.ProcessEnv): string[] => missing(given, ['KEY', 'NAME'], 'by the test');
    expect(() => readConfig(shape, { PORT: 'x', NAME: 'a', KEY: '' }, needsKey)).toThrow(
      /^The environment cannot be used:\n {2}PORT: .*\n {2}KEY: required by the test$/,
    );
    expect(() => readConfig(shape, { NAME: 'a' }, needsKey)).toThrow(
      /^The environment cannot be used: KEY: required by the test$/,
    );
    expect(readConfig(shape, { NAME: 'a', KEY: 'k' }, needsKey).NAME).toBe('a');
  });

  test('names a host beyond loopback as a fault', () => {
    for (const HOST of [undefined, 'localhost', '::1', '127.0.0.2'])
      expect(beyondLoopback({ HOST })).toEqual([]);
    for (const HOST of ['0.0.0.0', '::', '10.0.0.1', '127.example'])
      expect(beyondLoopback({ HOST })).toEqual([expect.stringMatching(/^HOST: .*loopback/)]);
  });

  test('takes Ed25519 keys as JWK and nothing else for one', () => {
    const jwk = (pair: { privateKey: KeyObject }): string =>
      JSON.stringify(pair.privateKey.export({ format: 'jwk' }));
    const { d: _secret, ...open } = JSON.parse(jwk(generateKeyPairSync('ed25519'))) as Record<string, string>;
    const both = JSON.stringify({ ...open, d: _secret });
    expect(ed25519Jwk('private').parse(both)).toBe(both);
    expect(ed25519Jwk('public').safeParse(JSON.stringify(open)).success).toBe(true);
    const others = ['junk', '{"a":1}', 'null', jwk(generateKeyPairSync('ec', { namedCurve: 'P-256' }))];
    for (const text of [...others, JSON.stringify(open)])
      expect(ed25519Jwk('private').safeParse(text).success).toBe(false);
    for (const text of others) expect(ed25519Jwk('public').safeParse(text).success).toBe(false);
  });

  test('names an existing file', () => {
    expect(existingFile().safeParse(import.meta.filename).success).toBe(true);
    expect(existingFile().safeParse(`${import.meta.filename}.gone`).success).toBe(false);
    expect(existingFile().safeParse(import.meta.dirname).success).toBe(false);
  });
});

describe('the lifecycle', () => {
  test('closes once, in reverse order of opening, and continues after a failure', async () => {
    const closed: string[] = [];
    const lifecycle = new Lifecycle(silentLogger);
    lifecycle.onClose('database', () => void closed.push('database'));
    lifecycle.onClose('broken', () => Promise.reject(new Error('no')));
    lifecycle.onClose('http', () => void closed.push('http'));
    expect(await Promise.all([lifecycle.close(), lifecycle.close()])).toEqual([false, false]);
    expect(closed).toEqual(['http', 'database']);
  });

  test('closes within a time limit when one part hangs', async () => {
    const lifecycle = new Lifecycle(silentLogger, 10);
    lifecycle.onClose('stuck', () => new Promise(() => undefined));
    expect(await lifecycle.close()).toBe(false);
  });
});

const LOCAL = { host: '127.0.0.1', port: 0 };

describe('an idle connection', () => {
  test.each([
    ['longer than common proxies keep it', undefined, 'timeout=65'],
    ['as long as is configured', 120_000, 'timeout=120'],
  ])('is kept %s', async (_what, keepAliveMs, expected) => {
    const listening = await listen((_request, response) => response.end(), { ...LOCAL, keepAliveMs });
    const { headers } = await fetch(`http://127.0.0.1:${listening.port}`);
    expect(headers.get('keep-alive')).toBe(expected);
    const { keepAliveTimeout, headersTimeout } = listening.server;
    expect(headersTimeout).toBeGreaterThan(keepAliveTimeout);
    await listening.close();
  });

  test('does not hold up the end of the server once its last request is answered', async () => {
    const asked: ServerResponse[] = [];
    const listening = await listen((_request, response) => void asked.push(response), {
      ...LOCAL,
      keepAliveMs: 600_000,
    });
    const begun = once(listening.server, 'request');
    const answered = fetch(`http://127.0.0.1:${listening.port}`);
    await begun;
    const closed = listening.close();
    asked[0]?.end('done');
    expect(await (await answered).text()).toBe('done');
    await closed;
  });
});

test('a request that is half sent does not hold up the end of the server', async () => {
  const listening = await listen((_request, response) => response.end(), LOCAL);
  const socket = connect(listening.port, '127.0.0.1');
  const cut = once(socket, 'close');
  socket.on('error', () => undefined);
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Le');
  await once(listening.server, 'connection');
  await listening.close();
  await cut;
});

describe('a body', () => {
  test('is read up to its bound and refused beyond it', async () => {
    const answers: string[] = [];
    const server = await listen((request, response) => {
      const answer = (text: string): void => {
        answers.push(text);
        response.end();
      };
      readBody(request, 5).then(answer, (error: { code: string }) => answer(error.code));
    }, LOCAL);
    const post = (body: string): Promise<Response> =>
      fetch(`http://127.0.0.1:${server.port}`, { method: 'POST', body });
    await post('水a');
    await post('123456');
    await fetch(`http://127.0.0.1:${server.port}`, { method: 'POST', body: Buffer.from([0x22, 0xff, 0x22]) });
    await server.close();
    expect(answers).toEqual(['水a', 'REQUEST_TOO_LARGE', 'OPERATION_INVALID']);
  });
});

describe('an address that cannot be had', () => {
  test('is reported with the variable that set it', async () => {
    const first = await listen(() => undefined, LOCAL);
    const message = new RegExp(
      `^[^\\n]*PORT: another program listens on port ${first.port} of 127.0.0.1[^\\n]*$`,
    );
    await expect(listen(() => undefined, { ...LOCAL, port: first.port })).rejects.toThrow(message);
    await expect(listen(() => undefined, { ...LOCAL, host: '192.0.2.1' })).rejects.toThrow(
      /HOST: 192.0.2.1 is no address/,
    );
    await expect(listen(() => undefined, { ...LOCAL, host: '192.0.2.1' })).rejects.toBeInstanceOf(
      ConfigurationError,
    );
    await first.close();
  });

  test('any other error stays unchanged', () => {
    const error = new Error('of another kind');
    expect(addressFault(error, { host: 'h', port: 1, portVariable: 'P' })).toBe(error);
  });
});
