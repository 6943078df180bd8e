import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { encodeFrame, formatChinaTime } from '../../packages/hj212/dist/index.js';

/** A device that the senders speak for. */
export interface BenchDevice {
  readonly mn: string;
  readonly password: string;
}

export interface Sent {
  readonly packets: number;
  readonly seconds: number;
  /** From the last byte of a packet to its answer, in milliseconds, sorted. */
  readonly latencies: readonly number[];
}

export interface Load {
  readonly port: number;
  readonly devices: readonly BenchDevice[];
  readonly connections: number;
  readonly seconds: number;
  /** Packets a second of all connections together; absent for as many as are answered. */
  readonly rate?: number;
}

const CODES = ['w01018', 'w21003', 'w21011', 'w21001', 'w01001', 'w00000'];
/** Packets of a connection that may be refused. */
const FIRST = 5;
const MINUTE_MS = 60_000;
/** Each run begins at a time of its own: no packet is a repeat. */
let clock = Date.now() - 200 * 24 * 60 * MINUTE_MS;

/** Sends packets of six values over many connections, each of which waits for its answer. */
export async function sendLoad({ port, devices, connections, seconds, rate }: Load): Promise<Sent> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const latencies: number[] = [];
  const begun = performance.now();
  const until = begun + seconds * 1_000;
  const gap = rate === undefined ? 0 : (connections / rate) * 1_000;
  const base = clock;
  clock += 10 * 24 * 60 * MINUTE_MS;
  await Promise.all(
    sockets.map(async (socket, index) => {
      const device = devices[index % devices.length];
      if (!device) throw new Error('no device');
      const answers = answersOf(socket);
      // The connections of one device send in turn, each at times of its own.
      const turns = Math.ceil(connections / devices.length);
      const turn = Math.floor(index / devices.length);
      let due = begun + (gap * index) / connections;
      for (let packet = 0; performance.now() < until; packet += 1) {
        if (gap > 0) await sleepUntil(due);
        due += gap;
        if (performance.now() >= until) break;
        const at = new Date(base + (packet * turns + turn) * 1_000);
        const frame = packetOf(device, at, index + packet);
        const sentAt = performance.now();
        socket.write(frame);
        const answer = await answers.next();
        if (answer.done) throw new Error('the listener has closed a connection');
        // So many first packets at once are more passwords than may wait to be judged: a device sends again.
        if (answer.value.includes('CN=9014')) latencies.push(performance.now() - sentAt);
        else if (packet > FIRST) throw new Error(`answered ${answer.value}`);
      }
      socket.destroy();
    }),
  );
  const took = (performance.now() - begun) / 1_000;
  return { packets: latencies.length, seconds: took, latencies: latencies.sort((a, b) => a - b) };
}

async function sleepUntil(due: number): Promise<void> {
  const left = due - performance.now();
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  // A connection that breaks shows as a missing answer.
  return socket.setEncoding('latin1').on('error', () => undefined);
}

async function* answersOf(socket: Socket): AsyncGenerator<string> {
  let received = '';
  for await (const text of socket as AsyncIterable<string>) {
    received += text;
    for (let end = received.indexOf('\r\n'); end >= 0; end = received.indexOf('\r\n')) {
      const answer = received.slice(0, end);
      received = received.slice(end + 2);
      yield answer;
    }
  }
}

function packetOf({ mn, password }: BenchDevice, at: Date, seed: number): Buffer {
  const groups = CODES.map((code, index) => [
    [`${code}-Rtd`, ((seed * 7 + index * 13) % 40).toFixed(2)] as const,
    [`${code}-Flag`, 'N'] as const,
  ]);
  const cp = [[['DataTime', formatChinaTime(at, 14)] as const], ...groups];
  return encodeFrame({ qn: formatChinaTime(at, 17), st: '32', cn: '2011', pw: password, mn, flag: 5, cp });
}
