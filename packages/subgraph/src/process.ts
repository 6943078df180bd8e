import { join } from 'node:path';
import { demonstrationKeys, importPublic } from '@ecogrid/identity';
import { ConfigurationError, Lifecycle, Metrics, createLogger, systemClock, type Logger } from '@ecogrid/service';
import { readSubgraphConfig, type SubgraphConfig } from './config.ts';
import type { RunningSubgraph, SubgraphOptions } from './running.ts';
import { serveSubgraph } from './serve.ts';

export interface ProcessOptions {
  readonly name: string;
  /** The port when PORT is not given. */
  readonly defaultPort: number;
  readonly start: (options: SubgraphOptions) => Promise<RunningSubgraph>;
}

/** Runs a subgraph as a process of its own until it is told to end. Prints one line of JSON once it answers. */
export async function runSubgraph(options: ProcessOptions): Promise<void> {
  try {
    const config = readSubgraphConfig(options.name, options.defaultPort);
    const logger = createLogger(options.name, config.logLevel);
    await serve(options, config, logger);
  } catch (error) {
    process.stderr.write(`${error instanceof ConfigurationError ? error.message : String((error as Error).stack)}\n`);
    process.exitCode = 1;
  }
}

async function serve({ name, start }: ProcessOptions, config: SubgraphConfig, logger: Logger): Promise<void> {
  const lifecycle = new Lifecycle(logger);
  const gatewayKey = await gatewayKeyOf(config);
  const { databaseUrl, seed, host, port } = config;
  const running = await start({ databaseUrl, gatewayKey, clock: systemClock, logger, metrics: new Metrics(), seed });
  lifecycle.onClose('subgraph', running.close);
  const { subgraph, directory } = running;
  const listening = await serveSubgraph({ subgraph, host, port, ...(directory && { directory }) });
  lifecycle.onClose('http', listening.close);
  lifecycle.closeOnSignals();
  process.stdout.write(`${JSON.stringify({ subgraph: name, url: `http://${host}:${listening.port}/graphql`, ...running.doors })}\n`);
}

async function gatewayKeyOf({ gatewayPublicKey, dataDirectory }: SubgraphConfig): Promise<SubgraphOptions['gatewayKey']> {
  if (gatewayPublicKey) return importPublic(JSON.parse(gatewayPublicKey) as object);
  return (await demonstrationKeys(join(dataDirectory, 'keys'), 'gateway')).publicKey;
}
