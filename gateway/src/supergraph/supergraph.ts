import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { ApolloGateway } from '@apollo/gateway';
import type { Logger } from '@ecogrid/service';
import { keepTelemetryAtHome } from '../config.ts';
import { TransportDataSource } from '../upstream/data-source.ts';
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
      supergraphSdl: async ({ update }) => ({
        supergraphSdl: await readFile(file, 'utf8'),
        cleanup: watchFile(file, (text) => swap(update, text, logger)),
      }),
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

  private source({ transportOf }: SupergraphOptions, name: string, url: string): TransportDataSource {
    void this.sources.get(name)?.transport.close?.();
    const source = new TransportDataSource(name, transportOf({ name, url }));
    this.sources.set(name, source);
    return source;
  }
}

function swap(update: (sdl: string) => void, text: string, logger: Logger): void {
  try {
    update(text);
    logger.info({}, 'the supergraph was swapped');
  } catch (error) {
    logger.error({ error: String(error) }, 'the new supergraph cannot be used; the old one stays');
  }
}

/** Watches the folder, since editors and deployments replace the file rather than write into it. */
function watchFile(file: string, changed: (text: string) => void): () => Promise<void> {
  let last: string | undefined;
  const read = async (): Promise<void> => {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text === '' || text === last) return;
    last = text;
    changed(text);
  };
  const watcher = watch(dirname(file), (_event, name) => {
    if (name === basename(file)) void read();
  });
  void readFile(file, 'utf8').then((text) => (last = text));
  return () => Promise.resolve(watcher.close());
}
