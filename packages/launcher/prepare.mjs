import { withLock } from './lock.mjs';
import { inRoot } from './paths.mjs';
import { currentToolchain, fetchToolchain, isToolchainReady } from './toolchain.mjs';
import { build, buildStamp, install, installStamp, isFresh } from './workspace.mjs';

/** @typedef {{ progress: string, isDone: () => boolean, run: () => Promise<void> }} Step */

/**
 * Makes ready the parts that the command needs. The warm path asks stamps only: no lock, no process.
 * @param {import('./commands.mjs').Command} command
 */
export async function prepare(command) {
  const steps = stepsOf(command);
  if (steps.every((step) => step.isDone())) return;
  await withLock(
    inRoot('.toolchain', 'lock'),
    async () => {
      // Asked again: the launcher we waited for may have done it.
      for (const step of steps) if (!step.isDone()) await perform(step);
    },
    () => say('waiting for another launcher of this checkout …'),
  );
}

/** @param {import('./commands.mjs').Command} command @returns {Step[]} */
function stepsOf({ build: needsBuild, install: needsInstall = true }) {
  const installed = () => installStamp(currentToolchain());
  const steps = [
    { progress: 'fetching Node and pnpm', isDone: isToolchainReady, run: fetchToolchain, needed: true },
    {
      progress: 'installing packages',
      isDone: () => isFresh(installed()),
      run: () => install(currentToolchain()),
      needed: needsInstall,
    },
    {
      progress: 'building',
      isDone: () => isFresh(buildStamp(installed())),
      run: () => build(currentToolchain()),
      needed: needsBuild,
    },
  ];
  return steps.filter((step) => step.needed);
}

/** @param {Step} step */
async function perform({ progress, run }) {
  const started = Date.now();
  say(`${progress} …`);
  await run();
  say(`${progress}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** @param {string} text */
function say(text) {
  process.stderr.write(`[ecogrid] ${text}\n`);
}
