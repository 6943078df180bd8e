import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A device at the other end of a real TCP connection. */
export interface Device {
  send(bytes: string | Uint8Array): void;
  /** The next answer, without its line end; rejects when the connection ends first. */
  answer(): Promise<string>;
  /** Ends the sending side, as a device does that has said all. */
  finish(): void;
  /** Breaks the connection with a reset. */
  reset(): void;
  /** Resolves when the listener has closed its side. */
  readonly closed: Promise<void>;
}

export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: Error) => void;
}

/** A promise that the test settles by hand. */
export function deferred<T>(): Deferred<T> {
  let settle: Pick<Deferred<T>, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  if (!settle) throw new Error('a promise runs its executor at once');
  return { promise, ...settle };
}

export async function aDevice(port: number): Promise<Device> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const lines = new Lines(socket);
  return {
    send: (bytes) => void socket.write(bytes),
    answer: () => lines.next(),
    finish: () => void socket.end(),
    reset: () => void socket.resetAndDestroy(),
    closed: lines.closed.finally(() => socket.destroy()),
  };
}

class Lines {
  readonly closed: Promise<void>;
  readonly #ready: string[] = [];
  readonly #waiting: Deferred<string>[] = [];
  #text = '';
  #isOver = false;

  constructor(socket: Socket) {
    socket.on('data', (chunk) => this.#take(chunk.toString()));
    this.closed = new Promise((resolve) => {
      const over = (): void => {
        this.#isOver = true;
        for (const { reject } of this.#waiting.splice(0)) reject(new Error('the connection ended'));
        resolve();
      };
      socket.once('end', over);
      socket.once('close', over);
    });
  }

  next(): Promise<string> {
    const line = this.#ready.shift();
    if (line !== undefined) return Promise.resolve(line);
    if (this.#isOver) return Promise.reject(new Error('the connection has ended'));
    const waiting = deferred<string>();
    this.#waiting.push(waiting);
    return waiting.promise;
  }

  #take(text: string): void {
    const lines = (this.#text + text).split('\r\n');
    this.#text = lines.pop() ?? '';
    for (const line of lines) {
      const waiting = this.#waiting.shift();
      if (waiting) waiting.resolve(line);
      else this.#ready.push(line);
    }
  }
}
