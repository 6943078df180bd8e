import { createClient, type Client } from 'graphql-ws';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WebSocket } from 'ws';
import { requireChinese } from './chinese.ts';
import { runToEnd } from './process.ts';

export interface TokenWish {
  readonly role: string;
  readonly org?: string;
  readonly person?: string;
  readonly seconds?: number;
}

const tokens = new Map<string, Promise<string>>();

/** A token of the demonstration issuer, got by the project's own command. */
export function token(dataDirectory: string, wish: TokenWish): Promise<string> {
  const key = JSON.stringify([dataDirectory, wish]);
  let known = tokens.get(key);
  if (!known) {
    known = tokenOf(dataDirectory, wish);
    tokens.set(key, known);
  }
  return known;
}

/** Kept beside the keys: the command takes a process, and other test files ask the same system for the same token. */
async function tokenOf(dataDirectory: string, wish: TokenWish): Promise<string> {
  const args = Object.entries(wish).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const file = join(dataDirectory, 'tokens', encodeURIComponent(args.join(' ')));
  const isKept = wish.seconds === undefined;
  if (isKept && existsSync(file)) return readFileSync(file, 'utf8');
  const printed = await runToEnd('dist/token.js', args, { DATA_DIR: dataDirectory });
  if (isKept) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, printed.trim());
    renameSync(`${file}.${process.pid}`, file);
  }
  return printed.trim();
}

export interface GraphQLErrorAnswer {
  readonly message: string;
  readonly path?: ReadonlyArray<string | number>;
  readonly extensions: {
    readonly code: string;
    readonly details?: Record<string, unknown>;
    readonly [key: string]: unknown;
  };
}

export interface Answer<Data> {
  readonly status: number;
  readonly data?: Data;
  readonly errors?: readonly GraphQLErrorAnswer[];
}

/** One POST to the graph. */
export async function ask<Data = Record<string, never>>(
  url: string,
  bearer: string | undefined,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer<Data>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as Omit<Answer<Data>, 'status'>;
  for (const { extensions } of answer.errors ?? []) requireChinese(extensions);
  return { status: response.status, ...answer };
}

/** The same, when nothing may go wrong. */
export async function demand<Data>(
  url: string,
  bearer: string | undefined,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Data> {
  const { data, errors } = await ask<Data>(url, bearer, query, variables);
  if (errors || !data) throw new Error(`The graph answered ${JSON.stringify(errors, null, 2)}`);
  return data;
}

/** A graphql-ws client on its own socket; it does not reconnect by itself. */
export function socket(url: string, bearer: string | undefined): Client {
  return createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    lazy: true,
    retryAttempts: 0,
    connectionParams: bearer ? { authorization: `Bearer ${bearer}` } : {},
  });
}

export interface Stream<Data> {
  /** The next result. @throws an Error with the answer of the server when the subscription has ended. */
  next(): Promise<Data>;
  /** Results that have come and were not asked for yet. */
  readonly waiting: readonly Data[];
  /** Resolves when the subscription has ended, with the error if there was one. */
  readonly ended: Promise<unknown>;
  stop(): void;
}

/** Subscribes; `next()` takes results in order. */
export function subscribe<Data>(
  client: Client,
  query: string,
  variables: Record<string, unknown> = {},
): Stream<Data> {
  const waiting: Data[] = [];
  const takers: Array<{ resolve: (data: Data) => void; reject: (error: unknown) => void }> = [];
  let over: { error: unknown } | undefined;
  let finish: (error?: unknown) => void = () => undefined;
  const ended = new Promise<unknown>((resolve) => (finish = resolve));
  const end = (error?: unknown): void => {
    // A server completes a subscription that it has ended by an error: the error counts.
    over ??= { error };
    for (const { reject } of takers.splice(0)) reject(failureOf(error));
    finish(error);
  };
  const stop = client.subscribe<Data>(
    { query, variables },
    {
      next: ({ data, errors }) => {
        // A result after an error must not count as the first result.
        if (over) return;
        if (errors) return end(errors);
        const taker = takers.shift();
        if (taker) taker.resolve(data as Data);
        else waiting.push(data as Data);
      },
      error: end,
      complete: () => end(),
    },
  );
  const next = (): Promise<Data> => {
    const ready = waiting.shift();
    if (ready) return Promise.resolve(ready);
    if (over) return Promise.reject(failureOf(over.error));
    return new Promise((resolve, reject) => takers.push({ resolve, reject }));
  };
  return { next, waiting, ended, stop };
}

/** A server's refusal is a list of plain errors; a test that waits for a result is thrown an Error with its text. */
function failureOf(error: unknown): Error {
  if (error instanceof Error) return error;
  return new Error(error === undefined ? 'the subscription has ended' : JSON.stringify(error));
}
