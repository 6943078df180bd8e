import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { parse, printSchema } from 'graphql';
import { ASSESSMENT_PROCESS, assessmentSchema } from '@ecogrid/assessment';
import { CASES_PROCESS, casesSchema } from '@ecogrid/cases';
import { ENTERPRISES_PROCESS, enterprisesSchema } from '@ecogrid/enterprises';
import { errorDocumentation } from '@ecogrid/errors';
import { GRIDS_PROCESS, gridsSchema } from '@ecogrid/grids';
import { emitSdl } from '@ecogrid/subgraph';
import { unboundedLists } from './bounded-lists.ts';
import { breakingChanges, brokenConventions } from './schema-changes.ts';

/** Each subgraph with its process. */
const SUBGRAPHS = [
  { definition: gridsSchema, process: GRIDS_PROCESS },
  { definition: enterprisesSchema, process: ENTERPRISES_PROCESS },
  { definition: casesSchema, process: CASES_PROCESS },
  { definition: assessmentSchema, process: ASSESSMENT_PROCESS },
];

/** Every generated file by its path: `npm run schema` writes them and `npm run schema:check` compares them. */
function generated(): Map<string, string> {
  const emitted = SUBGRAPHS.map(({ definition, process: { name, defaultPort } }) => ({
    name,
    // The address in remote mode, unless SUBGRAPH_URL_<NAME> says otherwise.
    url: `http://127.0.0.1:${defaultPort}/graphql`,
    sdl: emitSdl(definition),
  }));
  const composed = composeServices(
    emitted.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (composed.errors)
    throw new Error(`The subgraphs do not compose:\n${composed.errors.map(String).join('\n')}`);
  requireOneDescription(composed.hints);
  const apiSchema = Supergraph.build(composed.supergraphSdl).apiSchema().toGraphQLJSSchema();
  requireBoundedLists(unboundedLists(apiSchema, composed.supergraphSdl));
  const api = printSchema(apiSchema);
  return new Map([
    ...emitted.map(({ name, sdl }) => [`schema/subgraphs/${name}.graphql`, sdl] as const),
    ['schema/supergraph.graphql', `${composed.supergraphSdl.trimEnd()}\n`],
    ['schema/api.graphql', `${api.trimEnd()}\n`],
    ['docs/errors.md', errorDocumentation()],
  ]);
}

/** A thing is described by its owner; a stub with words of its own would let chance decide the words that clients read. */
function requireOneDescription(hints: ReturnType<typeof composeServices>['hints'] = []): void {
  const differing = hints.filter(({ definition }) => definition.code === 'INCONSISTENT_DESCRIPTION');
  if (differing.length > 0)
    throw new Error(`Only the owner describes a type and its keys:\n${differing.map(String).join('\n')}`);
}

/** The gateway refuses operations by their estimated size, which needs a bound for every list. */
function requireBoundedLists(unbounded: readonly string[]): void {
  if (unbounded.length > 0)
    throw new Error(
      `These lists have no bound; make them connections or add @Directive('@listSize(assumedSize: …)'):\n${unbounded.join('\n')}`,
    );
}

async function write(): Promise<void> {
  for (const [path, text] of generated()) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}

async function check(): Promise<void> {
  const files = generated();
  reportChanges(files.get('schema/api.graphql') ?? '');
  for (const [path, text] of files) {
    const committed = await readFile(path, 'utf8').catch(() => '');
    if (committed !== text) process.exitCode = complain(path);
  }
}

/** Breaking changes are listed, and fail without a line in the changelog; a broken convention always fails. */
function reportChanges(api: string): void {
  const { changes, isAnnounced } = breakingChanges(api);
  for (const change of changes) process.stderr.write(`breaking since the landed schema: ${change}\n`);
  const faults = brokenConventions(api);
  if (changes.length > 0 && !isAnnounced) faults.push('CHANGELOG.md: a breaking change needs a line');
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
}

function complain(path: string): number {
  process.stderr.write(`${path} differs from the code; run npm run schema\n`);
  return 1;
}

try {
  await (process.argv[2] === 'check' ? check() : write());
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
