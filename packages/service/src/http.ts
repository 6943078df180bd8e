import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { EcoGridError } from '@ecogrid/errors';
import { BOUNDS } from './bounds.ts';
import { addressFault } from './address.ts';
import { KEEP_ALIVE_MS } from './config.ts';

export interface ListeningServer {
  readonly server: Server;
  /** The port in use, also when port 0 was asked for. */
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** How long a whole request may take to arrive: Node's default. */
const REQUEST_MS = BOUNDS.connections.requestMs;

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** How long an idle connection stays open; absent: {@link KEEP_ALIVE_MS}. */
  readonly keepAliveMs?: number | undefined;
  /** The variable that sets the port; absent: `PORT`. */
  readonly portVariable?: string;
}

/** How long requests under way may take when the server closes: less than a step of `Lifecycle`. */
const CLOSE_GRACE_MS = BOUNDS.shutdown.requestsMs;

/**
 * Listens on HOST and PORT, and closes without waiting for idle keep-alive connections.
 * @throws ConfigurationError when the address cannot be had.
 */
export async function listen(
  handler: RequestListener,
  { host, port, keepAliveMs = KEEP_ALIVE_MS, portVariable = 'PORT' }: ListenOptions,
): Promise<ListeningServer> {
  // The headers of the next request may begin at the last moment of an idle connection.
  const headersTimeout = keepAliveMs + 1_000;
  const requestTimeout = Math.max(REQUEST_MS, headersTimeout);
  const server = createServer({ keepAliveTimeout: keepAliveMs, headersTimeout, requestTimeout }, handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  }).catch((error: unknown) => {
    throw addressFault(error, { host, port, portVariable });
  });
  const close = (): Promise<void> =>
    new Promise((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()));
      server.closeIdleConnections();
      // A connection whose last answer is still being sent becomes idle later.
      server.keepAliveTimeout = 1;
      // Requests under way are answered, half-sent ones are not waited for.
      setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS).unref();
    });
  return { server, port: (server.address() as AddressInfo).port, close };
}

/** Bytes beyond the limit are read and dropped up to this multiple of it, so that the client receives the answer. */
const DRAIN_FACTOR = 16;

/**
 * The text of a body; never more than the bound is kept.
 * @throws EcoGridError REQUEST_TOO_LARGE when it passes the bound, OPERATION_INVALID when it is no UTF-8.
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<string> {
  return utf8Text(await readBytes(request, limitBytes));
}

/** The bytes of a body. @throws EcoGridError REQUEST_TOO_LARGE when it passes the bound. */
export async function readBytes(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limitBytes) chunks.push(chunk);
    else if (size > DRAIN_FACTOR * limitBytes) break;
  }
  if (size > limitBytes) throw new EcoGridError('REQUEST_TOO_LARGE', { limit: limitBytes });
  return Buffer.concat(chunks);
}

/** Invalid bytes would otherwise be stored as replacement characters. */
export function utf8Text(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new EcoGridError('OPERATION_INVALID', { reason: 'BODY_NOT_TEXT' }, { cause });
  }
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

export function sendText(response: ServerResponse, status: number, text: string, type = 'text/plain'): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(text);
}
