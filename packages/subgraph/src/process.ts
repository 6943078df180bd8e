import { join } from 'node:path';
import { connectEvents, type NatsEvents } from '@ecogrid/events';
import { startupFailure } from '@ecogrid/errors';
import { demonstrationKeys, demonstrationSecret, importPublic } from '@ecogrid/identity';
import { Lifecycle, Metrics, createLogger, systemClock, type Logger } from '@ecogrid/service';
import { BOUNDS } from './bounds.ts';
import { readSubgraphConfig, type SubgraphConfig } from './config.ts';
import type { RunningSubgraph, SubgraphOptions } from './running.ts';
import { serveSubgraph } from './serve.ts';
import { requireSoleUse } from './sole-use.ts';

export interface ProcessOptions {
  readonly name: string;
  /** The port when PORT is not given. */
  readonly defaultPort: number;
  readonly start: (options: SubgraphOptions) => Promise<RunningSubgraph>;
}

/** Runs a subgraph as a process of its own until a signal stops it. Prints one line of JSON once it answers. */
export async function runSubgraph(options: ProcessOptions): Promise<void> {
  let lifecycle: Lifecycle | undefined;
  try {
    const config = readSubgraphConfig(options.name, options.defaultPort);
    const logger = createLogger(options.name, config.logLevel);
    lifecycle = new Lifecycle(logger);
    lifecycle.closeOnSignals();
    await serve(options, config, { logger, lifecycle });
  } catch (error) {
    // A start that a signal ends is no failure: the lifecycle exits once everything is closed.
    if (lifecycle?.isClosing) return;
    process.stderr.write(`${startupFailure(error)}\n`);
    // Resources that were opened before the fault would keep the process alive.
    process.exit(1);
  }
}

async function serve(
  { name, start }: ProcessOptions,
  config: SubgraphConfig,
  { logger, lifecycle }: { logger: Logger; lifecycle: Lifecycle },
): Promise<void> {
  const gatewayKey = await gatewayKeyOf(config);
  const { databaseUrl, seed, starterSetDirectory, host, port, keepAliveMs, natsUrl, retention } = config;
  lifecycle.onClose('database lock', await requireSoleUse(databaseUrl));
  const events = natsUrl ? await openEvents(name, natsUrl, config, logger) : undefined;
  const metrics = new Metrics();
  const given = { databaseUrl, seed, starterSetDirectory, retention };
  const options = { ...given, gatewayKey, clock: systemClock, logger, metrics };
  const running = await start({ ...options, ...(events && { events }) });
  lifecycle.onClose('subgraph', running.close);
  if (events) for (const source of running.listensTo) running.listenTo(events.log(source));
  // An ordinary start refuses no subscription: NATS has a moment. Longer it is not waited for.
  await events?.log(name).advanced(-1, AbortSignal.timeout(BOUNDS.events.awaitedAtStartMs));
  const { subgraph, directory } = running;
  const listening = await serveSubgraph({
    subgraph,
    host,
    port,
    keepAliveMs,
    ...(directory && { directory }),
  });
  lifecycle.onClose('http', listening.close);
  const announcement = { subgraph: name, url: `http://${host}:${listening.port}/graphql`, ...running.doors };
  process.stdout.write(`${JSON.stringify(announcement)}\n`);
}

async function openEvents(
  name: string,
  url: string,
  config: SubgraphConfig,
  logger: Logger,
): Promise<NatsEvents> {
  const secret = config.cursorSecret ?? (await demonstrationSecret(keysOf(config), 'cursor'));
  return connectEvents(url, { name, secret, logger, retention: config.streamRetention });
}

async function gatewayKeyOf(config: SubgraphConfig): Promise<SubgraphOptions['gatewayKey']> {
  const { gatewayPublicKey } = config;
  if (gatewayPublicKey) return importPublic(JSON.parse(gatewayPublicKey) as object);
  return (await demonstrationKeys(keysOf(config), 'gateway')).publicKey;
}

function keysOf({ dataDirectory }: SubgraphConfig): string {
  return join(dataDirectory, 'keys');
}
