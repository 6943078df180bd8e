import { readdirSync } from 'node:fs';
import { inRoot } from './paths.mjs';

/**
 * Every command of the project.
 *
 * `build` says whether the TypeScript is compiled first; `script` is run by the project's own Node with `args`
 * before those of the caller. A command without a `script` only prepares (installs, builds) and ends.
 *
 * @typedef {{ build: boolean, script?: string, args?: string[], nodeArgs?: string[], install?: boolean }} Command
 */

/** Each subgraph has a folder. */
const subgraphs = readdirSync(inRoot('subgraphs'));

/** The programs: the name in `dist/`, and the compiled module in which each begins. @type {Record<string, string>} */
export const programs = {
  'one-process': 'packages/one-process/dist/main.js',
  token: 'packages/one-process/dist/token.js',
  schema: 'packages/one-process/dist/schema.js',
  gateway: 'gateway/dist/main.js',
  ...Object.fromEntries(subgraphs.map((name) => [name, `subgraphs/${name}/dist/main.js`])),
  admin: 'subgraphs/grids/dist/admin.js',
};

/** @type {Record<string, Command>} */
export const commands = {
  start: { build: true, script: 'dist/one-process.js' },
  gateway: { build: true, script: 'dist/gateway.js' },
  ...Object.fromEntries(
    subgraphs.map((name) => [`start:${name}`, { build: true, script: `dist/${name}.js` }]),
  ),
  admin: { build: true, script: 'dist/admin.js' },
  token: { build: true, script: 'dist/token.js' },
  journey: { build: false, script: 'test/journeys/journey.cli.ts' },
  bench: { build: true, script: 'test/bench/bench.cli.ts' },
  fuzz: { build: true, script: 'test/fuzz/fuzz.cli.ts' },
  soak: { build: true, script: 'test/soak/soak.cli.ts' },
  screenshot: { build: true, script: 'test/browser/screenshot.cli.ts' },
  mutants: { build: true, script: 'test/mutants/mutants.cli.ts' },
  schema: { build: true, script: 'dist/schema.js', args: ['write'] },
  'schema:check': { build: true, script: 'dist/schema.js', args: ['check'] },
  test: { build: true, script: 'node_modules/jest/bin/jest.js', nodeArgs: ['--experimental-vm-modules'] },
  build: { build: true },
  verify: { build: true, script: 'packages/launcher/verify.mjs' },
  format: {
    build: false,
    script: 'node_modules/prettier/bin/prettier.cjs',
    args: ['--write', '--log-level', 'warn', '.'],
  },
  docs: { build: true, script: 'packages/launcher/diagram.mjs', args: ['write'] },
  'docs:check': { build: true, script: 'packages/launcher/diagram.mjs', args: ['check'] },
  // For those who change dependencies: the same pnpm for everyone.
  pnpm: { build: false, install: false, script: '.toolchain/node_modules/pnpm/bin/pnpm.cjs' },
};
