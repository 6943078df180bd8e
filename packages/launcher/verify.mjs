/**
 * All habits at once: runs every check, prints failures and a summary, and fails when any check did. `--skip=<name>`
 * (repeatable) leaves a check out, `--only=<name>` runs just the named ones. A name stands for those that begin with
 * it, too: `types` for `types:registrations`.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { inRoot, root } from './paths.mjs';

/** @typedef {{ name: string, script: string, args?: string[], nodeArgs?: string[] }} Check */
/** @typedef {{ name: string, passed: boolean, seconds: number, output: string }} Outcome */

const CODE = ['packages', 'gateway', 'subgraphs', 'test'];
const typescript = 'node_modules/typescript/bin/tsc';

/** The slow ones first, so that the short ones fill the gaps. @type {Check[]} */
const CHECKS = [
  {
    name: 'unit',
    script: 'node_modules/jest/bin/jest.js',
    args: ['--selectProjects', 'unit', 'documents', '--maxWorkers=1', '--silent'],
    nodeArgs: ['--experimental-vm-modules'],
  },
  { name: 'lint', script: 'node_modules/eslint/bin/eslint.js', args: ['.'] },
  { name: 'types', script: typescript, args: ['-p', 'tsconfig.tests.json'] },
  { name: 'types:registrations', script: 'packages/launcher/registrations.mjs' },
  { name: 'types:erasable', script: typescript, args: ['-p', 'test/tsconfig.json'] },
  {
    name: 'format',
    script: 'node_modules/prettier/bin/prettier.cjs',
    args: ['--check', '--log-level', 'warn', '.'],
  },
  {
    name: 'boundaries',
    script: 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    args: ['--config', '.dependency-cruiser.mjs', ...CODE],
  },
  {
    name: 'boundaries:line',
    script: 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    args: ['--config', '.dependency-cruiser.product.mjs', 'gateway', 'subgraphs'],
  },
  { name: 'dead-code', script: 'node_modules/knip/bin/knip.js', args: ['--no-config-hints'] },
  { name: 'schema', script: 'dist/schema.js', args: ['check'] },
  { name: 'diagram', script: 'packages/launcher/diagram.mjs', args: ['check'] },
];

const flags = (/** @type {string} */ name) =>
  process.argv
    .filter((argument) => argument.startsWith(`--${name}=`))
    .map((argument) => argument.slice(name.length + 3));

const [skipped, only] = [flags('skip'), flags('only')];
const names =
  (/** @type {string} */ given) =>
  (/** @type {Check} */ { name }) =>
    name === given || name.startsWith(`${given}:`);
const chosen = CHECKS.filter(
  (check) =>
    !skipped.some((given) => names(given)(check)) &&
    (only.length === 0 || only.some((given) => names(given)(check))),
);
const unknown = [...skipped, ...only].filter((given) => !CHECKS.some(names(given)));
if (unknown.length > 0 || chosen.length === 0) {
  console.error(`No such check: ${unknown.join(', ')}. Known: ${CHECKS.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const outcomes = await runAll(chosen);
console.log(
  outcomes
    .map(({ name, passed, seconds }) => `${passed ? 'ok    ' : 'FAILED'} ${name} ${seconds.toFixed(1)} s`)
    .join('\n'),
);
process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1;

/** @param {Check[]} checks @returns {Promise<Outcome[]>} */
async function runAll(checks) {
  const queue = [...checks];
  /** @type {Outcome[]} */
  const done = [];
  const worker = async () => {
    for (let check = queue.shift(); check; check = queue.shift()) {
      const outcome = await runOne(check);
      done.push(outcome);
      if (!outcome.passed) console.log(`── ${check.name} ──\n${outcome.output}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
  return done;
}

/** @param {Check} check @returns {Promise<Outcome>} */
function runOne({ name, script, args = [], nodeArgs = [] }) {
  const started = Date.now();
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...nodeArgs, inRoot(script), ...args],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  /** @type {Buffer[]} */
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (code) =>
      resolve({
        name,
        passed: code === 0,
        seconds: (Date.now() - started) / 1000,
        output: Buffer.concat(output).toString(),
      }),
    );
  });
}
