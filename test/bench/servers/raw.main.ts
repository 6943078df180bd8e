import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { change } from './schema.ts';

/** The floor: one ready frame to every socket, by `ws` alone. SIGHUP sends one. */
const server = createServer();
const sockets = new WebSocketServer({ server, handleProtocols: () => 'graphql-transport-ws' });
sockets.on('connection', (socket) =>
  socket.on('message', (data: Buffer) => {
    if (data.includes('connection_init')) socket.send('{"type":"connection_ack"}');
    if (data.includes('"ping"')) socket.send('{"type":"pong"}');
  }),
);
let number = 0;
process.on('SIGHUP', () => {
  const payload = { data: { changed: change((number += 1)) } };
  const id = '00000000-0000-4000-8000-000000000000';
  const frame = Buffer.from(JSON.stringify({ id, type: 'next', payload }));
  for (const socket of sockets.clients) socket.send(frame, { binary: false });
});
server.listen(0, '127.0.0.1', 8_192, () => {
  process.stdout.write(`{"url":"http://127.0.0.1:${(server.address() as AddressInfo).port}/"}\n`);
});
