import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runQuietly } from './child.mjs';
import { inRoot } from './paths.mjs';
import { childEnvironment } from './toolchain.mjs';

/** @typedef {{ file: string, value: string }} Stamp the input for which a step was last done */

const stamps = {
  install: inRoot('node_modules', '.ecogrid-install'),
  build: inRoot('node_modules', '.ecogrid-build'),
};

/** @param {Stamp} stamp */
export const isFresh = ({ file, value }) => existsSync(file) && readFileSync(file, 'utf8') === value;

/**
 * The inputs of the installation: the lockfile, each package.json, the engine.
 * @param {import('./toolchain.mjs').Toolchain} toolchain @returns {Stamp}
 */
export function installStamp(toolchain) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${toolchain.id}`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'])
    hash.update(readFileSync(inRoot(file)));
  for (const folder of workspaceFolders())
    hash.update(folder).update(readFileSync(inRoot(folder, 'package.json')));
  return { file: stamps.install, value: hash.digest('hex') };
}

/**
 * The inputs of the compilation, by name, size and time of change: cheap enough to ask on every start.
 * @param {Stamp} installed @returns {Stamp}
 */
export function buildStamp(installed) {
  const hash = createHash('sha256').update(installed.value);
  hash.update(readFileSync(inRoot('tsconfig.json'))).update(readFileSync(inRoot('tsconfig.base.json')));
  hash.update(String(existsSync(inRoot('dist'))));
  for (const folder of projectFolders()) {
    hash.update(readFileSync(inRoot(folder, 'tsconfig.json')));
    hash.update(String(existsSync(inRoot(folder, 'dist', '.tsbuildinfo'))));
    for (const line of sourcesUnder(inRoot(folder, 'src'))) hash.update(line);
  }
  return { file: stamps.build, value: hash.digest('hex') };
}

/** @param {import('./toolchain.mjs').Toolchain} toolchain */
export async function install(toolchain) {
  const stamp = installStamp(toolchain);
  const args = [
    toolchain.pnpm,
    'install',
    '--frozen-lockfile',
    '--loglevel=warn',
    '--config.confirmModulesPurge=false',
  ];
  const env = { ...childEnvironment(toolchain), NODE_OPTIONS: '' };
  await runQuietly(
    'Installing packages (after a change of a package.json: npm run pnpm -- install)',
    toolchain.node,
    args,
    { env },
  );
  writeFileSync(stamp.file, stamp.value);
}

/** @param {import('./toolchain.mjs').Toolchain} toolchain */
export async function build(toolchain) {
  // Taken twice: before, so that an edit during the build is built next time; after, for the outputs that now exist.
  const before = sourceTimes();
  const env = { ...childEnvironment(toolchain), NODE_OPTIONS: '' };
  const run = (/** @type {string[]} */ ...args) => runQuietly('Building', toolchain.node, args, { env });
  await run(inRoot('node_modules/typescript/bin/tsc'), '-b');
  await run(inRoot('packages/launcher/bundle.mjs'));
  const stamp = buildStamp(installStamp(toolchain));
  if (before === sourceTimes()) writeFileSync(stamp.file, stamp.value);
}

const sourceTimes = () =>
  projectFolders()
    .flatMap((folder) => sourcesUnder(inRoot(folder, 'src')))
    .join();

/** @returns {string[]} the folders of `packages:` in pnpm-workspace.yaml, a final `*` expanded */
function workspaceFolders() {
  const [, list = ''] =
    /^packages:\n((?:[ \t]+- .*\n)+)/m.exec(readFileSync(inRoot('pnpm-workspace.yaml'), 'utf8')) ?? [];
  const patterns = [...list.matchAll(/- ['"]?([^'"\s]+)/g)].map(([, pattern = '']) => pattern);
  const folders = patterns.flatMap((pattern) =>
    pattern.endsWith('/*') ? children(pattern.slice(0, -2)) : [pattern],
  );
  return folders.filter((folder) => existsSync(inRoot(folder, 'package.json')));
}

/** @returns {string[]} the references of the root tsconfig.json, which `tsc -b` builds */
const projectFolders = () =>
  JSON.parse(readFileSync(inRoot('tsconfig.json'), 'utf8')).references.map(
    (/** @type {{path: string}} */ r) => r.path,
  );

/** @param {string} folder */
const children = (folder) =>
  readdirSync(inRoot(folder))
    .sort()
    .map((name) => `${folder}/${name}`);

/** @param {string} folder @returns {string[]} one line for each source file */
function sourcesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort()
    .map((file) => `${file} ${statSync(file).size} ${statSync(file).mtimeMs}\n`);
}
