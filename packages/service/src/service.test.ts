import { describe, expect, test } from '@jest/globals';
import {
  ConfigurationError,
  Lifecycle,
  listen,
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
});

describe('the lifecycle', () => {
  test('closes what was opened last first, once, and goes on after a failure', async () => {
    const closed: string[] = [];
    const lifecycle = new Lifecycle(silentLogger);
    lifecycle.onClose('database', () => void closed.push('database'));
    lifecycle.onClose('broken', () => Promise.reject(new Error('no')));
    lifecycle.onClose('http', () => void closed.push('http'));
    expect(await Promise.all([lifecycle.close(), lifecycle.close()])).toEqual([false, false]);
    expect(closed).toEqual(['http', 'database']);
  });

  test('does not wait for ever for one part', async () => {
    const lifecycle = new Lifecycle(silentLogger, 10);
    lifecycle.onClose('stuck', () => new Promise(() => undefined));
    expect(await lifecycle.close()).toBe(false);
  });
});

describe('a body', () => {
  test('is read up to its bound and refused beyond it', async () => {
    const answers: string[] = [];
    const server = await listen(
      (request, response) => {
        const tell = (text: string): void => {
          answers.push(text);
          response.end();
        };
        readBody(request, 5).then(tell, (error: { code: string }) => tell(error.code));
      },
      '127.0.0.1',
      0,
    );
    const post = (body: string): Promise<Response> =>
      fetch(`http://127.0.0.1:${server.port}`, { method: 'POST', body });
    await post('水a');
    await post('123456');
    await server.close();
    expect(answers).toEqual(['水a', 'REQUEST_TOO_LARGE']);
  });
});
