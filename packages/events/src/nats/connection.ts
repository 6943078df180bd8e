import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { Logger } from '@ecogrid/service';
import { BOUNDS } from '../bounds.ts';
import { Backoff } from '../backoff.ts';
import { NatsEventLog, type NatsEventLogOptions } from './nats-event-log.ts';
import { NatsRelay, type NatsRelayOptions } from './nats-relay.ts';
import { SourceStream, type NatsLink } from './source-stream.ts';
import type { EventRetention } from './stream-config.ts';

const RETRY = { firstMs: 100, mostMs: BOUNDS.nats.reconnectMs };
const ANSWERED_WITHIN_MS = BOUNDS.nats.connectMs;
const LEAST_SECRET = 16;

export interface EventsOptions extends Omit<NatsEventLogOptions, 'logger'> {
  /** The process, as the servers list it. */
  readonly name: string;
  readonly logger: Logger;
  readonly retention?: EventRetention;
}

interface OpenLink extends NatsLink {
  readonly connection: NatsConnection;
}

/**
 * The events of all subgraphs on NATS. Servers that are not there yet are tried until they are; meanwhile logs have no
 * head, and the events of a relay wait in its database.
 * @param url `nats://[user:password@]host:port`, several with commas between.
 * @throws when the secret is shorter than 16 characters.
 */
export function connectEvents(url: string, options: EventsOptions): NatsEvents {
  if (options.secret.length < LEAST_SECRET)
    throw new Error(`the secret of cursors has fewer than ${LEAST_SECRET} characters`);
  return new NatsEvents(url, options);
}

async function openLink(url: string, options: EventsOptions, closing: AbortSignal): Promise<OpenLink> {
  const connection = await connectPatiently(url, options, closing);
  const manager = await jetstreamManager(connection, { checkAPI: false, timeout: ANSWERED_WITHIN_MS });
  return { connection, manager, client: jetstream(connection) };
}

async function connectPatiently(
  url: string,
  { name, logger }: EventsOptions,
  closing: AbortSignal,
): Promise<NatsConnection> {
  const backoff = new Backoff(RETRY, closing);
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
      if (closing.aborted) throw error;
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
  private readonly closing = new AbortController();
  private readonly link: Promise<OpenLink>;
  private readonly logs = new Map<string, NatsEventLog>();
  private readonly relays: NatsRelay[] = [];
  private up = false;

  constructor(
    url: string,
    private readonly options: EventsOptions,
  ) {
    this.link = openLink(url, options, this.closing.signal);
    this.watch().catch((error: unknown) => {
      if (this.closing.signal.aborted) return;
      options.logger.error({ error: String(error) }, 'the connection to NATS is not watched any more');
    });
  }

  /** Why events do not travel now, for an operator; undefined while they do. */
  get trouble(): string | undefined {
    return this.up ? undefined : 'NATS cannot be reached: events wait in the database until it can';
  }

  /** The events of a source, read by one consumer however often they are asked for. */
  log(source: string): NatsEventLog {
    let log = this.logs.get(source);
    if (!log) {
      log = new NatsEventLog(this.streamOf(source), this.options);
      this.logs.set(source, log);
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
    this.closing.abort();
    const link = await this.link.catch(() => undefined);
    // While the servers are away their answers are not waited for.
    if (!this.up) await link?.connection.close();
    await Promise.all([
      ...this.relays.map((relay) => relay.stop()),
      ...[...this.logs.values()].map((log) => log.close()),
    ]);
    await link?.connection.close();
  }

  private streamOf(source: string): SourceStream {
    return new SourceStream(source, this.link, this.options.retention ?? {});
  }

  private async watch(): Promise<void> {
    const { connection } = await this.link;
    this.up = true;
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') this.up = false;
      if (type !== 'reconnect') continue;
      this.up = true;
      for (const log of this.logs.values()) log.recheck();
    }
    this.up = false;
  }
}
