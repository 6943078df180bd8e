import { createServer, type Server, type Socket } from 'node:net';
import type { Command, CommandResult } from './command.ts';
import { Connection } from './connection.ts';
import { fail } from './fault.ts';
import { DEFAULT_LIMITS, type Hj212ListenerOptions, type ListenerLimits } from './listener-options.ts';

/** A listener that accepts connections. */
export interface Hj212Listener {
  readonly host: string;
  /** The port in use, also when 0 was asked for. */
  readonly port: number;
  /** Connections served now, for a gauge. */
  readonly connectionCount: number;
  /**
   * Sends a command to a device over the connection on which its last packet was accepted.
   *
   * @returns the answer of the device; `null` when it is not connected.
   */
  request(mn: string, command: Command): Promise<CommandResult | null>;
  /** Accepts no more, lets each packet in hand be stored and answered, then ends. May be called twice. */
  close(): Promise<void>;
}

/**
 * Listens for HJ 212 devices over TCP. Each connection is its own: a fault on one leaves the others alone.
 *
 * @returns once connections are accepted; rejects when the address is taken.
 */
export async function createHj212Listener(options: Hj212ListenerOptions): Promise<Hj212Listener> {
  const listener = new TcpListener(options, { ...DEFAULT_LIMITS, ...options.limits });
  await listener.listen();
  return listener;
}

class TcpListener implements Hj212Listener {
  readonly host: string;
  readonly #options: Hj212ListenerOptions;
  readonly #limits: ListenerLimits;
  readonly #server: Server;
  readonly #running = new Map<Connection, Promise<void>>();
  readonly #perAddress = new Map<string, number>();
  #connectionsSeen = 0;
  #closing: Promise<void> | null = null;

  constructor(options: Hj212ListenerOptions, limits: ListenerLimits) {
    this.host = options.host;
    this.#options = options;
    this.#limits = limits;
    // Half open: a device that sends its last packet and closes its side still gets its answer.
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => this.#serve(socket));
    this.#server.maxConnections = limits.connections;
    this.#server.on('drop', (dropped) =>
      this.#reportDropped('CONNECTION_LIMIT', this.#limits.connections, dropped?.remoteAddress ?? null),
    );
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : this.#options.port;
  }

  get connectionCount(): number {
    return this.#running.size;
  }

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#options.port, this.host, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeInOrder();
    return this.#closing;
  }

  async request(mn: string, command: Command): Promise<CommandResult | null> {
    for (const connection of [...this.#running.keys()].reverse()) {
      const result = connection.request(mn, command);
      if (result) return result;
    }
    return null;
  }

  #serve(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    const served = this.#perAddress.get(address) ?? 0;
    if (served >= this.#limits.connectionsPerAddress) {
      this.#reportDropped('ADDRESS_LIMIT', served, address);
      socket.on('error', () => undefined);
      socket.destroy();
      return;
    }
    this.#perAddress.set(address, served + 1);
    socket.once('close', () => this.#release(address));
    this.#connectionsSeen += 1;
    const connection = new Connection(socket, this.#connectionsSeen, this.#options, this.#limits);
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    const ended = connection.run().then(() => closed);
    this.#running.set(
      connection,
      ended.finally(() => this.#running.delete(connection)),
    );
  }

  #release(address: string): void {
    const left = (this.#perAddress.get(address) ?? 1) - 1;
    if (left > 0) this.#perAddress.set(address, left);
    else this.#perAddress.delete(address);
  }

  async #closeInOrder(): Promise<void> {
    const serverClosed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const connection of this.#running.keys()) connection.stop();
    const grace = graceOf(this.#limits.closeMilliseconds);
    await Promise.race([Promise.all(this.#running.values()), grace.over]);
    grace.cancel();
    for (const connection of this.#running.keys()) connection.destroy();
    await serverClosed;
  }

  #reportDropped(
    reason: 'CONNECTION_LIMIT' | 'ADDRESS_LIMIT',
    served: number,
    remoteAddress: string | null,
  ): void {
    this.#options.onFault({
      ...fail(reason, `${served} connections are served already`).fault,
      at: this.#options.clock.now(),
      connectionId: null,
      remoteAddress,
      mn: null,
      excerpt: null,
    });
  }
}

function graceOf(milliseconds: number): { over: Promise<void>; cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  return { over, cancel: () => clearTimeout(timer) };
}
