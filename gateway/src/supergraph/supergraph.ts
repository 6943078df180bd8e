import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { ApolloGateway } from '@apollo/gateway';
import { messageLogger, type Logger } from '@ecogrid/service';
import { keepTelemetryAtHome } from '../config.ts';
import { TransportDataSource } from '../upstream/data-source.ts';
import { PLAN_STORE_MIB, PLANNER } from './planner.ts';
import { requireKnownDirectives } from './refused-directives.ts';
import type { TransportFactory } from '../upstream/transport.ts';

export interface SupergraphOptions {
  readonly file: string;
  readonly transportOf: TransportFactory;
  readonly logger: Logger;
}

/** The composed schema from its file, and the way to each subgraph that it names. The file is swapped live. */
export class LoadedSupergraph {
  readonly gateway: ApolloGateway;
  private readonly sources = new Map<string, TransportDataSource>();

  constructor(options: SupergraphOptions) {
    const { file, logger } = options;
    keepTelemetryAtHome();
    this.gateway = new ApolloGateway({
      logger: messageLogger(logger, 'apollo-gateway'),
      queryPlannerConfig: PLANNER,
      experimental_approximateQueryPlanStoreMiB: PLAN_STORE_MIB,
      supergraphSdl: async ({ update }) => {
        const supergraphSdl = await readFile(file, 'utf8');
        requireKnownDirectives(supergraphSdl);
        return {
          supergraphSdl,
          cleanup: watchFile(options, supergraphSdl, (text) => swap(update, text, logger)),
        };
      },
      buildService: ({ name, url = '' }) => this.source(options, name, url),
    });
  }

  /** The data sources by subgraph name, as the executor wants them. */
  services(): Record<string, TransportDataSource> {
    return Object.fromEntries(this.sources);
  }

  transport(name: string): TransportDataSource['transport'] {
    const source = this.sources.get(name);
    if (!source) throw new Error(`The supergraph names no subgraph ${name}`);
    return source.transport;
  }

  async ready(): Promise<boolean> {
    const answers = await Promise.all([...this.sources.values()].map(({ transport }) => transport.ready()));
    return answers.length > 0 && answers.every(Boolean);
  }

  async close(): Promise<void> {
    await this.gateway.stop();
    await Promise.all([...this.sources.values()].map(async ({ transport }) => transport.close?.()));
  }

  private source({ transportOf, logger }: SupergraphOptions, name: string, url: string): TransportDataSource {
    closeReplaced(this.sources.get(name), logger);
    const source = new TransportDataSource(name, transportOf({ name, url }));
    this.sources.set(name, source);
    return source;
  }
}

function swap(update: (sdl: string) => void, text: string, logger: Logger): void {
  try {
    requireKnownDirectives(text);
    update(text);
    logger.info({}, 'the supergraph was swapped');
  } catch (error) {
    logger.error({ error: String(error) }, 'the new supergraph cannot be used; the old one stays');
  }
}

function closeReplaced(source: TransportDataSource | undefined, logger: Logger): void {
  source?.transport.close?.().catch((error: unknown) => {
    logger.warn(
      { subgraph: source.name, error: String(error) },
      'a replaced transport did not close in order',
    );
  });
}

/**
 * Watches the folder, since editors and deployments replace the file rather than write into it.
 * @param last the text that is in use.
 */
function watchFile({ file, logger }: SupergraphOptions, last: string, changed: (text: string) => void) {
  let known = last;
  const compare = (text: string): void => {
    if (text === '' || text === known) return;
    known = text;
    changed(text);
  };
  const failed = (error: unknown): void =>
    logger.error({ error: String(error) }, 'the supergraph file cannot be watched');
  const watcher = watch(dirname(file), (_event, name) => {
    if (name !== basename(file)) return;
    readFile(file, 'utf8')
      .catch(() => '')
      .then(compare)
      .catch(failed);
  });
  watcher.on('error', failed);
  return () => Promise.resolve(watcher.close());
}
