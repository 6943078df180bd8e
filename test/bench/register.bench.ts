import { token } from '../testkit/client.ts';
import { cpuSecondsOf, forgetPeak, peakRssOf, rssOf } from '../testkit/figures.ts';
import { enterpriseTable, importOf, startImport } from '../testkit/imports.ts';
import { startMariaDb } from '../testkit/mariadb.ts';
import { startEmbedded } from '../testkit/system.ts';
import { schemasFor } from '../testkit/systems.setup.ts';
import { eventually } from '../../packages/service/dist/testing.js';
import type { Findings, Limit } from './bench.cli.ts';

const ROWS = 100_000;
const LONG_MS = 1_800_000;
const ROOMY = { pool: '1G', log: '512M', isOnDisk: true };

const LIMITS: Readonly<Record<string, Limit>> = {
  import_seconds_sqlite: { must: 60, target: 30 },
  import_seconds_mariadb: { must: 60, target: 30 },
  import_megabytes_sqlite: { must: 300, target: 200 },
  import_megabytes_mariadb: { must: 300, target: 200 },
};

/** The import of 100,000 enterprises into the whole graph in one process, on each engine. */
export async function run(): Promise<Findings> {
  const server = await startMariaDb(ROOMY);
  try {
    const found = [
      await imported('sqlite', undefined),
      ...(server ? [await imported('mariadb', await schemasFor(server.url))] : []),
    ];
    const ratios = Object.fromEntries(
      found.flatMap(({ engine, seconds, megabytes }) => [
        [`import_seconds_${engine}`, seconds],
        [`import_megabytes_${engine}`, megabytes],
      ]),
    );
    const limits = Object.fromEntries(Object.entries(LIMITS).filter(([name]) => name in ratios));
    return { rows: found, ratios, limits };
  } finally {
    await server?.stop();
  }
}

async function imported(engine: string, databaseUrl: string | undefined) {
  const system = await startEmbedded({ databaseUrl });
  try {
    const desk = await token(system.dataDirectory, { role: 'OPERATOR', person: 'P0002' });
    const content = await enterpriseTable(system.url, desk, ROWS, '进口企业');
    const pid = system.programs['all']?.child.pid;
    forgetPeak(pid);
    const before = rssOf(pid);
    const used = cpuSecondsOf(pid);
    const begun = performance.now();
    const number = await startImport(system.url, desk, content);
    const look = () => importOf(system.url, desk, number);
    const { state, addedCount } = await eventually(
      look,
      (each) => ['IMPORTED', 'REFUSED'].includes(each.state),
      LONG_MS,
    );
    if (state !== 'IMPORTED' || addedCount !== ROWS) throw new Error(`${state} with ${addedCount} rows`);
    const seconds = Math.round((performance.now() - begun) / 100) / 10;
    const cpuSeconds = Math.round(cpuSecondsOf(pid) - used);
    return { engine, rows: ROWS, seconds, cpuSeconds, megabytes: Math.round(peakRssOf(pid) - before) };
  } finally {
    await system.stop();
  }
}
