import { cpus } from 'node:os';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What a benchmark found: rows for the reader, ratios for whoever compares. */
export interface Findings {
  readonly rows: ReadonlyArray<Readonly<Record<string, string | number>>>;
  readonly ratios: Readonly<Record<string, number>>;
}

const folder = fileURLToPath(new URL('.', import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''));
const [name = ''] = process.argv.slice(2);

if (!existsSync(`${folder}${name}.bench.ts`)) {
  process.stderr.write(`npm run bench -- <name>, one of: ${names.join(', ')}\n`);
  process.exit(1);
}
const { run } = (await import(`./${name}.bench.ts`)) as { run: () => Promise<Findings> };
const { rows, ratios } = await run();
console.table(rows);
const [cpu] = cpus();
const machine = `${cpu?.model ?? 'unknown'} × ${cpus().length}, Node ${process.version}`;
process.stdout.write(`${JSON.stringify({ bench: name, ratios, machine })}\n`);
