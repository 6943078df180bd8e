import { composeServices } from '@apollo/composition';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parse } from 'graphql';
import { ROOT, runFile, runProgram, type RunningProgram } from '../testkit/process.ts';
import { within } from '../testkit/within.ts';
import { SUBGRAPHS } from './servers/canned.schema.ts';

/** A gateway under test, in a process of its own. */
export interface Peer {
  readonly url: string;
  readonly program: RunningProgram;
}

/** How a gateway is started before subgraphs; `folder` is its own. */
export type Start = (supergraphFile: string, folder: string, urls: Urls) => Promise<Peer>;
export type Urls = Readonly<Record<string, string>>;

/** Gateways of others, in the versions that were compared. They are installed when they are asked for, and not before. */
const OTHERS = {
  hive: ['@graphql-hive/gateway@2.15.1', '@graphql-hive/router-runtime@1.4.23', 'graphql@16.15.0'],
  grafbase: ['@grafbase/cli-x86_64-unknown-linux-musl@0.103.0'],
} as const;
const START_MS = 120_000;

export const PEERS: Readonly<Record<string, Start>> = {
  apollo: async (file) => printing('test/bench/servers/apollo.main.ts', [file], {}),
  ours: async (file) => ours(file, { GATEWAY_AUTH: 'off' }),
  'ours, stock executor': async (file) => ours(file, { GATEWAY_AUTH: 'off', GATEWAY_EXECUTOR: 'stock' }),
  'ours with authentication': async (file, folder) =>
    ours(file, { GATEWAY_AUTH: 'demo', ACTOR_RESOLVER_URL: 'none', DATA_DIR: folder }),
  hive: async (file) => {
    const home = installed('hive');
    const config = join(home, 'gateway.config.mjs');
    writeFileSync(
      config,
      `import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
       export const gatewayConfig = { unifiedGraphHandler, logging: 'error', landingPage: false, graphiql: false };\n`,
    );
    const port = await freePort();
    const args = ['supergraph', file, '--port', String(port), '--host', '127.0.0.1', '--config-path', config];
    const script = join(home, 'node_modules/@graphql-hive/gateway/dist/bin.js');
    return answering(runProgram(script, args, { NODE_ENV: 'production' }), port);
  },
  grafbase: async (_file, folder, urls) => {
    const home = installed('grafbase');
    const subgraphs = Object.entries(SUBGRAPHS).map(([name, sdl]) => {
      writeFileSync(join(folder, `${name}.graphql`), sdl);
      return `[subgraphs.${name}]\nurl = "${urls[name]}"\nschema_path = "${name}.graphql"\n`;
    });
    const config = join(folder, 'grafbase.toml');
    writeFileSync(config, subgraphs.join('\n'));
    const port = await freePort();
    const args = ['dev', '-c', config, '--listen-address', `127.0.0.1:${port}`];
    const file = join(home, 'node_modules/@grafbase/cli-x86_64-unknown-linux-musl/grafbase');
    return answering(runFile(file, args, {}), port);
  },
};

function ours(file: string, environment: NodeJS.ProcessEnv): Promise<Peer> {
  return printing('dist/gateway.js', [], {
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'error',
    SUPERGRAPH_FILE: file,
    ...environment,
  });
}

async function printing(
  script: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<Peer> {
  const program = runProgram(script, args, { NODE_ENV: 'production', ...environment });
  const [, url = ''] = await within(
    START_MS,
    `${script} prints its address`,
    program.printed(/"(?:url|gateway)":"([^"]+)"/),
  );
  return { url, program };
}

async function answering(program: RunningProgram, port: number): Promise<Peer> {
  const url = `http://127.0.0.1:${port}/graphql`;
  const body = JSON.stringify({ query: '{ __typename }' });
  const headers = { 'content-type': 'application/json' };
  for (;;) {
    if (program.child.exitCode !== null)
      throw new Error(`A peer ended: ${program.errors()}${program.output()}`);
    const answer = await fetch(url, { method: 'POST', headers, body }).catch(() => undefined);
    if (answer?.ok) return { url, program };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The folder of a peer's packages. */
function installed(name: keyof typeof OTHERS): string {
  const home = join(ROOT, 'var/peers', name);
  const packages = OTHERS[name];
  const marker = join(home, `${packages.join(' ').replace(/[^\w.]+/g, '-')}.installed`);
  if (existsSync(marker)) return home;
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{"private":true}\n');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], { cwd: home });
  writeFileSync(marker, '');
  return home;
}

/** The text of the supergraph of the canned subgraphs. */
export function supergraphOf(urls: Readonly<Record<string, string>>): string {
  const services = Object.entries(SUBGRAPHS).map(([name, sdl]) => ({
    name,
    url: urls[name] ?? '',
    typeDefs: parse(sdl),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(String(errors));
  return supergraphSdl;
}
