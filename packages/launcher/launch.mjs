#!/usr/bin/env node
/**
 * The one door of every `npm run …`: brings Node 24 and pnpm, installs, builds, then becomes the command.
 * It needs Node >= 20, npm and nothing else, and never writes to stdout, which belongs to the command.
 */
import { becomeChild } from './child.mjs';
import { commands } from './commands.mjs';
import { inRoot } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { childEnvironment, currentToolchain } from './toolchain.mjs';

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;

if (!command) {
  process.stderr.write(`Unknown command "${name}". Known: ${Object.keys(commands).join(', ')}\n`);
  process.exit(2);
}
try {
  await prepare(command);
  if (command.script) run(command);
} catch (error) {
  process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

/** @param {import('./commands.mjs').Command} chosen */
function run({ script = '', args: own = [], nodeArgs = [] }) {
  const toolchain = currentToolchain();
  const flags = ['--disable-warning=ExperimentalWarning', ...nodeArgs];
  becomeChild(toolchain.node, [...flags, inRoot(script), ...own, ...args], childEnvironment(toolchain));
}
