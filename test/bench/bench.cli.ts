import { cpus } from 'node:os';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The result of a benchmark: rows for the reader, ratios for comparison. */
export interface Findings {
  readonly rows: ReadonlyArray<Readonly<Record<string, string | number>>>;
  readonly ratios: Readonly<Record<string, number>>;
  /** The bound of each ratio; beyond it the program ends with 1. */
  readonly limits?: Readonly<Record<string, Limit>>;
}

export interface Limit {
  readonly must: number;
  readonly target: number;
  readonly stretch?: number;
  /** The more the better; else the less. */
  readonly isAtLeast?: boolean;
}

function judged(ratio: number, { must, target, stretch, isAtLeast = false }: Limit): string {
  const keeps = (limit: number): boolean => (isAtLeast ? ratio >= limit : ratio <= limit);
  if (!keeps(must)) return 'missed';
  if (stretch !== undefined && keeps(stretch)) return 'held, and the stretch';
  return keeps(target) ? 'held, and the target' : 'held';
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
const { rows, ratios, limits = {} } = await run();
console.table(rows);
const verdicts = Object.entries(limits).map(([ratio, limit]) => ({
  ratio,
  found: ratios[ratio] ?? Number.NaN,
  must: `${limit.isAtLeast ? '≥' : '≤'} ${limit.must}`,
  verdict: judged(ratios[ratio] ?? Number.NaN, limit),
}));
if (verdicts.length > 0) console.table(verdicts);
if (verdicts.some(({ verdict }) => verdict === 'missed')) process.exitCode = 1;
const [cpu] = cpus();
const machine = `${cpu?.model ?? 'unknown'} × ${cpus().length}, Node ${process.version}`;
process.stdout.write(`${JSON.stringify({ bench: name, ratios, machine })}\n`);
