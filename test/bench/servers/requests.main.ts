import { Agent, request } from 'node:http';
import { readFileSync } from 'node:fs';

/**
 * Sends one operation again and again over a number of connections for a while; prints how many were answered, how many
 * wrongly, and the latencies. `tokens` is a file of bearer tokens, which are used in turn.
 */
interface Order {
  readonly url: string;
  readonly query: string;
  readonly connections: number;
  readonly seconds: number;
  /** The text that every right answer is. */
  readonly expected?: string;
  readonly tokens?: string;
}
const order = JSON.parse(process.argv[2] ?? '') as Order;
const tokens = order.tokens ? readFileSync(order.tokens, 'utf8').trim().split('\n') : [];
const agent = new Agent({ keepAlive: true, maxSockets: order.connections });
const body = Buffer.from(JSON.stringify({ query: order.query }));
const target = new URL(order.url);
let sent = 0;

function ask(): Promise<string> {
  const bearer = tokens[sent % tokens.length];
  sent += 1;
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    'content-length': body.length,
    ...(bearer && { authorization: `Bearer ${bearer}` }),
  };
  return new Promise((resolve, reject) => {
    const { hostname: host, port, pathname: path } = target;
    const asked = request({ agent, host, port, path, method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
      response.once('error', reject);
    });
    asked.once('error', reject);
    asked.end(body);
  });
}

/** Gateways order the members of an answer alike, but not those around it. */
const dataIn = (answer: string): string => JSON.stringify((JSON.parse(answer) as { data?: unknown }).data);

const latencies: number[] = [];
let wrong = 0;
let right: string | undefined;
const until = performance.now() + order.seconds * 1_000;
const worker = async (): Promise<void> => {
  while (performance.now() < until) {
    const began = performance.now();
    const answer = await ask().catch(() => '');
    latencies.push(performance.now() - began);
    if (right !== undefined && answer === right) continue;
    if (answer !== '' && dataIn(answer) === (order.expected ?? dataIn(answer))) right ??= answer;
    else wrong += 1;
  }
};
await Promise.all(Array.from({ length: order.connections }, worker));
latencies.sort((a, b) => a - b);
const at = (share: number): number =>
  latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
process.stdout.write(
  `${JSON.stringify({ answered: latencies.length, wrong, p50: at(0.5), p99: at(0.99), data: right && dataIn(right) })}\n`,
);
process.exit(0);
