import type { GraphQLSchema } from 'graphql';
import { seededBelow, type Report } from '../soak/seeded.ts';
import { cpuSecondsOf, forgetPeak, peakRssOf, rssOf } from '../testkit/figures.ts';
import { GeneratedOperations, SHAPES } from './generated-operations.ts';

/** The bound of the gateway on the fields of an answer. */
const MOST_FIELDS = 100_000;
const SECONDS = 2;
const MEGABYTES = 200;

/** Operations as deep, wide and long as they may be, each shape in turn; the same for the same seed. */
export function* deepOperations(schema: GraphQLSchema, seed: number, rounds: number): Generator<string> {
  const operations = new GeneratedOperations(schema, seededBelow(seed));
  const shapes = Object.values(SHAPES);
  for (let round = 0; round < rounds; round += 1) yield operations.query(shapes[round % shapes.length]!);
}

/** A fault is an answer that is masked, untyped, or longer than the gateway admits. */
export async function answeredWell(url: string, bearer: string, query: string): Promise<Judged> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${bearer}` };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data, errors = [] } = (await answer.json()) as Answered;
  const codes = errors.map(({ extensions }) => extensions?.code);
  const fields = data ? fieldsIn(data) : 0;
  const isFaulty = answer.status >= 500 || codes.some((code) => !code || code.startsWith('INTERNAL'));
  const isTooLong = fields > MOST_FIELDS;
  return {
    isAdmitted: !codes.some((code) => code && REFUSALS.has(code)),
    fields,
    fault: isFaulty || isTooLong ? `${answer.status} ${codes.join()} ${fields} fields: ${query}` : undefined,
  };
}

export interface Judged {
  readonly isAdmitted: boolean;
  readonly fields: number;
  readonly fault: string | undefined;
}

const REFUSALS = new Set(['OPERATION_TOO_LARGE', 'OPERATION_INVALID', 'ALIAS_HIDES_KEY']);

interface Answered {
  readonly data?: unknown;
  readonly errors?: ReadonlyArray<{ readonly extensions?: { readonly code?: string } }>;
}

function fieldsIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + fieldsIn(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const fields = Object.values(value);
  return fields.reduce((sum: number, each) => sum + 1 + fieldsIn(each), 0);
}

interface System {
  readonly url: string;
  readonly bearer: string;
  readonly pid: number | undefined;
}

/** Sends them to a system in one process, one at a time: none may cost over 2 s of CPU or 200 MB. */
export async function costlyOperations(
  { url, bearer, pid }: System,
  schema: GraphQLSchema,
  seed: number,
  rounds: number,
): Promise<Report> {
  const faults: string[] = [];
  const most = { admitted: 0, fields: 0, cpuSeconds: 0, wallSeconds: 0, megabytes: 0 };
  for (const query of deepOperations(schema, seed, rounds)) {
    const [cpu, wall, rss] = [cpuSecondsOf(pid), performance.now(), rssOf(pid)];
    forgetPeak(pid);
    const { isAdmitted, fields, fault } = await answeredWell(url, bearer, query);
    const cpuSeconds = cpuSecondsOf(pid) - cpu;
    const megabytes = Math.round(peakRssOf(pid) - rss);
    if (fault) faults.push(fault);
    if (cpuSeconds > SECONDS || megabytes > MEGABYTES)
      faults.push(`${cpuSeconds.toFixed(2)} s, ${megabytes} MB: ${query}`);
    most.admitted += Number(isAdmitted);
    most.fields = Math.max(most.fields, fields);
    most.cpuSeconds = Math.max(most.cpuSeconds, cpuSeconds);
    most.wallSeconds = Math.max(most.wallSeconds, (performance.now() - wall) / 1_000);
    most.megabytes = Math.max(most.megabytes, megabytes);
  }
  return { faults, figures: { rounds, ...most } };
}
