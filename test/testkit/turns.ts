import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/**
 * Test files in several workers share systems, one file at a time for each system: the events that a file receives or counts are
 * its own. A file has its turn while its connection is open, so the end of a worker ends its turn.
 */
export async function serveTurns(): Promise<{ port: number; server: Server }> {
  const queues = new Map<string, Socket[]>();
  const begin = (queue: readonly Socket[]): void => void queue[0]?.write('go');
  const server = createServer((socket) => {
    socket.once('data', (name) => {
      const queue = queues.get(name.toString()) ?? [];
      queues.set(name.toString(), queue);
      queue.push(socket);
      if (queue.length === 1) begin(queue);
      socket.once('close', () => {
        const wasFirst = queue[0] === socket;
        queue.splice(queue.indexOf(socket), 1);
        if (wasFirst) begin(queue);
      });
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return { port: (server.address() as AddressInfo).port, server };
}

/** Waits for the turn. @returns a function that ends it. */
export async function turnOf(name: string, port: number): Promise<() => void> {
  const socket = connect(port, '127.0.0.1');
  socket.write(name);
  await new Promise<void>((resolve, reject) => {
    socket.once('data', () => resolve()).once('error', reject);
  });
  return () => void socket.destroy();
}
