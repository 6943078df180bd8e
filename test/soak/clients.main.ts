import { WebSocket } from 'ws';

/**
 * Clients of one server in a process of their own: `clients.main.ts <url> <count> reading|paused`. Prints `ready` once
 * all are subscribed. SIGUSR1: those that are paused read again. SIGHUP: those that were closed come back and resume.
 * SIGUSR2: prints `status …`, with the count of each delay since the one before.
 */
const [url = '', count = '1', mode = 'reading'] = process.argv.slice(2);
const QUERY = 'subscription ($after: String) { changed(after: $after) { number at text } }';

let delays: Record<number, number> = {};

class Client {
  last: number | undefined;
  gaps = 0;
  closing: string | undefined;
  private socket: WebSocket | undefined;

  connect(isPaused: boolean): Promise<void> {
    const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws');
    this.socket = socket;
    this.closing = undefined;
    const variables = this.last === undefined ? {} : { after: String(this.last) };
    const subscribe = { id: '1', type: 'subscribe', payload: { query: QUERY, variables } };
    socket.once('close', (code, reason) => (this.closing = `${code} ${reason.toString()}`));
    return new Promise((resolve, reject) => {
      socket.once('error', reject).once('open', () => socket.send('{"type":"connection_init"}'));
      socket.once('message', () => {
        socket.send(JSON.stringify(subscribe));
        // Answered in order: the subscription has been taken by then, and may have been sent its first events.
        socket.send('{"type":"ping"}');
        socket.on('message', (data: Buffer) => {
          const text = data.toString('utf8');
          if (text !== '{"type":"pong"}') return this.take(text);
          if (isPaused) socket.pause();
          resolve();
        });
      });
    });
  }

  readOn(): void {
    this.socket?.resume();
  }

  private note(delay: number): void {
    delays[delay] = (delays[delay] ?? 0) + 1;
  }

  private take(text: string): void {
    const number = Number(/"number":(\d+)/.exec(text)?.[1]);
    // Of those that read late on purpose, delays say nothing.
    if (mode === 'reading') this.note(Date.now() - Number(/"at":(\d+)/.exec(text)?.[1]));
    if (this.last !== undefined && number !== this.last + 1) this.gaps += 1;
    this.last = number;
  }
}

const clients = Array.from({ length: Number(count) }, () => new Client());

process.on('SIGUSR1', () => clients.forEach((client) => client.readOn()));
process.on('SIGHUP', () => clients.forEach((client) => void client.connect(false)));
process.on('SIGUSR2', () => {
  const status = {
    delays,
    least: Math.min(...clients.map(({ last }) => last ?? 0)),
    gaps: clients.reduce((sum, { gaps }) => sum + gaps, 0),
    closings: clients.map(({ closing }) => closing ?? 'open'),
  };
  delays = {};
  process.stdout.write(`status ${JSON.stringify(status)}\n`);
});

// A process whose sockets all rest would end.
setInterval(() => undefined, 60_000);
await Promise.all(clients.map((client) => client.connect(mode === 'paused')));
process.stdout.write('ready\n');
