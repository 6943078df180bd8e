import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepFolder } from '../children.ts';
import { runProgram, type RunningProgram } from '../process.ts';
import { EVENTS, THINGS } from './schema.ts';

/** The counters of the source: changes and open subscriptions. */
export interface SourceState {
  readonly head: number;
  readonly open: number;
  readonly opened: number;
}

/** The gateway's own program before two subgraphs that are not of the project. */
export interface SmallGraph {
  readonly url: string;
  /** The subgraph of the events, past the gateway. */
  readonly sourceUrl: string;
  /** Holds the keys of the demonstration issuer where authentication is on. */
  readonly dataDirectory: string;
  readonly gateway: RunningProgram;
  readonly subgraphs: RunningProgram;
  /** Makes changes of so many bytes each; resolves when the source has them. */
  publish(count: number, bytes?: number, everyMs?: number): Promise<SourceState>;
  state(): Promise<SourceState>;
  /** Replaces the supergraph file under the running gateway. */
  swap(definitions: { readonly events?: string; readonly things?: string }): void;
  /** Writes any text in its place. */
  swapText(text: string): void;
  /** The figure of that name on the gateway's page of metrics. */
  metric(name: string): Promise<number>;
  readonly stop: () => Promise<void>;
}

export interface SmallGraphOptions {
  readonly environment?: NodeJS.ProcessEnv;
  /** Options of node for the gateway's process. */
  readonly nodeOptions?: string;
  /** Another subgraph of the same schema in place of the one that sends events. */
  readonly eventsUrl?: string;
}

export async function startSmallGraph({
  environment,
  nodeOptions = '',
  eventsUrl,
}: SmallGraphOptions = {}): Promise<SmallGraph> {
  const dataDirectory = keepFolder(mkdtempSync(join(tmpdir(), 'ecogrid-small-')));
  const subgraphs = runProgram('test/testkit/small-graph/subgraphs.main.ts', [], {});
  const [line] = await subgraphs.printed(/^\{.*\}$/m);
  const own = JSON.parse(line) as { events: string; things: string };
  const urls = { ...own, events: eventsUrl ?? own.events };
  const file = join(dataDirectory, 'supergraph.graphql');
  const swapText = (text: string): void => {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  };
  const swap: SmallGraph['swap'] = ({ events = EVENTS, things = THINGS }) =>
    swapText(composed(urls, { events, things }));
  swap({});
  const gateway = runProgram('dist/gateway.js', [], {
    NODE_OPTIONS: nodeOptions,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'error',
    DATA_DIR: dataDirectory,
    SUPERGRAPH_FILE: file,
    GATEWAY_AUTH: 'off',
    ...(environment?.['GATEWAY_AUTH'] === 'demo' && {
      ACTOR_RESOLVER_URL: urls.events.replace('/graphql', '/actor'),
      ACTOR_RESOLVER_AUDIENCE: 'events',
    }),
    ...environment,
  });
  const [received] = await gateway.printed(/^\{"gateway".*\}$/m);
  const { gateway: url } = JSON.parse(received) as { gateway: string };
  const control = async (order: object): Promise<SourceState> => {
    const answer = await fetch(urls.events.replace('/graphql', '/control'), {
      method: 'POST',
      body: JSON.stringify(order),
    });
    return (await answer.json()) as SourceState;
  };
  return {
    url,
    sourceUrl: urls.events,
    dataDirectory,
    gateway,
    subgraphs,
    publish: (count, bytes = 10, everyMs = 0) => control({ count, bytes, everyMs }),
    state: () => control({}),
    swap,
    swapText,
    metric: async (name) => {
      const page = await (await fetch(url.replace('/graphql', '/metrics'))).text();
      return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(page)?.[1]);
    },
    stop: async () => {
      await Promise.all([gateway.end(), subgraphs.end()]);
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

function composed(urls: { events: string; things: string }, sdl: { events: string; things: string }): string {
  const services = (['events', 'things'] as const).map((name) => ({
    name,
    url: urls[name],
    typeDefs: parse(sdl[name]),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(`The small graph does not compose: ${String(errors)}`);
  return supergraphSdl;
}
