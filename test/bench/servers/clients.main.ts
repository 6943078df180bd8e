import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';

/**
 * Very many clients of one server, each with its own socket and one subscription: `clients.main.ts <url> <count> <query>`.
 * Prints `ready` when all are acknowledged, and `event <n> <ms>` when the last of them has the n-th event, with the time
 * since it was made.
 */
const [url = '', count = '0', query = ''] = process.argv.slice(2);
const clients = Number(count);
const CONNECTING_AT_ONCE = 200;
let received = 0;

function took(data: Buffer): void {
  received += 1;
  if (received % clients !== 0) return;
  const made = Number(/"at":([\d.]+)/.exec(data.toString('utf8'))?.[1]);
  process.stdout.write(`event ${received / clients} ${Date.now() - made}\n`);
}

function connect(): Promise<void> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws', {
    perMessageDeflate: false,
  });
  const subscribe = { id: randomUUID(), type: 'subscribe', payload: { query } };
  return new Promise((resolve, reject) => {
    socket.once('open', () => socket.send('{"type":"connection_init"}'));
    socket.once('message', () => {
      socket.send(JSON.stringify(subscribe));
      // Answered in order: the subscription has been taken by then.
      socket.send('{"type":"ping"}');
      socket.once('message', () => {
        socket.on('message', took);
        resolve();
      });
    });
    socket.once('error', reject);
    socket.once('close', (code, reason) => {
      process.stderr.write(`a client was closed with ${code} ${reason.toString()}\n`);
      process.exit(1);
    });
  });
}

for (let open = 0; open < clients; open += CONNECTING_AT_ONCE) {
  const some = Math.min(CONNECTING_AT_ONCE, clients - open);
  await Promise.all(Array.from({ length: some }, connect));
}
process.stdout.write('ready\n');
