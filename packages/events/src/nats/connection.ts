import { jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { Logger } from '@ecogrid/service';
import { Backoff } from '../backoff.ts';
import { NatsEventLog, type NatsEventLogOptions } from './nats-event-log.ts';
import { NatsRelay, type NatsRelayOptions } from './nats-relay.ts';
import { SourceStream } from './source-stream.ts';
import type { EventRetention } from './stream-config.ts';

const RETRY = { firstMs: 100, mostMs: 5_000 };
const ANSWERED_WITHIN_MS = 3_000;
const LEAST_SECRET = 16;

export interface EventsOptions extends Omit<NatsEventLogOptions, 'logger'> {
  /** The process, as the servers list it. */
  readonly name: string;
  readonly logger: Logger;
  readonly retention?: EventRetention;
  /** Gives up connecting. */
  readonly signal?: AbortSignal;
}

/**
 * Connects to NATS, waiting for servers that are not there yet.
 * @param url `nats://[user:password@]host:port`, several with commas between.
 * @throws when `options.signal` ends it, or the secret is shorter than 16 characters.
 */
export async function connectEvents(url: string, options: EventsOptions): Promise<NatsEvents> {
  if (options.secret.length < LEAST_SECRET)
    throw new Error(`the secret of cursors has fewer than ${LEAST_SECRET} characters`);
  const connection = await connectPatiently(url, options);
  return new NatsEvents(
    connection,
    await jetstreamManager(connection, { checkAPI: false, timeout: ANSWERED_WITHIN_MS }),
    options,
  );
}

async function connectPatiently(
  url: string,
  { name, logger, signal }: EventsOptions,
): Promise<NatsConnection> {
  const given = signal ?? new AbortController().signal;
  const backoff = new Backoff(RETRY, given);
  for (;;) {
    try {
      return await connect({
        ...credentials(url),
        name,
        timeout: 2_000,
        pingInterval: 10_000,
        maxReconnectAttempts: -1,
        reconnectTimeWait: 200,
        reconnectJitter: 200,
        ignoreAuthErrorAbort: true,
      });
    } catch (error) {
      if (given.aborted) throw error;
      logger.warn({ error: String(error) }, 'NATS cannot be reached yet');
      await backoff.pause();
    }
  }
}

function credentials(url: string): { servers: string[]; user?: string; pass?: string } {
  const servers = url.split(',').map((each) => new URL(each.trim()));
  const [{ username = '', password = '' } = {}] = servers;
  const login = username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : {};
  return { servers: servers.map(({ host }) => host), ...login };
}

/** A process's connection to the events of all subgraphs. */
export class NatsEvents {
  private readonly logs = new Map<string, Promise<NatsEventLog>>();
  private readonly relays: NatsRelay[] = [];
  private up = true;

  constructor(
    private readonly connection: NatsConnection,
    private readonly manager: JetStreamManager,
    private readonly options: EventsOptions,
  ) {
    this.watch().catch((error: unknown) =>
      options.logger.error({ error: String(error) }, 'the connection to NATS is not watched any more'),
    );
  }

  /** Whether the servers are in reach now. */
  get connected(): boolean {
    return this.up && !this.connection.isClosed();
  }

  /** The events of a source, read by one consumer however often they are asked for. */
  log(source: string): Promise<NatsEventLog> {
    let log = this.logs.get(source);
    if (!log) {
      log = NatsEventLog.open(this.streamOf(source), this.options);
      this.logs.set(source, log);
      log.catch(() => this.logs.delete(source));
    }
    return log;
  }

  /** Starts to carry a subgraph's own events to the others. */
  relay(options: Omit<NatsRelayOptions, 'logger'>): NatsRelay {
    const relay = new NatsRelay(this.streamOf(options.log.source), {
      ...options,
      logger: this.options.logger,
    });
    this.relays.push(relay);
    relay.start();
    return relay;
  }

  /** Ends the readers and, after the batches under way, the relays: before the databases that they read are closed. */
  async close(): Promise<void> {
    // While the servers are away their answers are not waited for.
    if (!this.connected) await this.connection.close();
    const logs = await Promise.allSettled(this.logs.values());
    await Promise.all([
      ...this.relays.map((relay) => relay.stop()),
      ...logs.map((log) => log.status === 'fulfilled' && log.value.close()),
    ]);
    await this.connection.close();
  }

  private streamOf(source: string): SourceStream {
    return new SourceStream(source, this.manager, jetstream(this.connection), this.options.retention ?? {});
  }

  private async watch(): Promise<void> {
    for await (const { type } of this.connection.status()) {
      if (type === 'disconnect') this.up = false;
      if (type !== 'reconnect') continue;
      this.up = true;
      for (const log of await Promise.allSettled(this.logs.values()))
        if (log.status === 'fulfilled') log.value.recheck();
    }
  }
}
