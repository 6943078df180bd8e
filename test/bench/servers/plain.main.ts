import { useServer } from 'graphql-ws/use/ws';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { change, plainSchema } from './schema.ts';

/** graphql-ws with graphql-js as their documentation has them: one execution for each client. SIGHUP sends one. */
const listeners = new Set<(event: object) => void>();

function listen(): AsyncIterableIterator<object> {
  const queue: object[] = [];
  let wake: (step: IteratorResult<object>) => void = (step) => void queue.push(step.value as object);
  const keep = wake;
  const listener = (value: object): void => wake({ done: false, value });
  listeners.add(listener);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => {
      const value = queue.shift();
      if (value) return Promise.resolve({ done: false, value });
      return new Promise((resolve) => {
        wake = (step) => {
          wake = keep;
          resolve(step);
        };
      });
    },
    return: () => {
      listeners.delete(listener);
      return Promise.resolve({ done: true, value: undefined });
    },
  };
}

const server = createServer();
useServer(
  { schema: plainSchema, roots: { subscription: { changed: listen } } },
  new WebSocketServer({ server, path: '/graphql' }),
);
let number = 0;
process.on('SIGHUP', () => {
  const event = { changed: change((number += 1)) };
  for (const listener of listeners) listener(event);
});
server.listen(0, '127.0.0.1', 8_192, () => {
  process.stdout.write(`{"url":"http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql"}\n`);
});
