import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const MEMORY = '/dev/shm';
/** Containers often have 64 MiB there; the databases of a run take more. */
const MEMORY_NEEDED_BYTES = 2 * 2 ** 30;

/** Temporary files in memory: a change of a schema is four times as fast there, and a commit waits for no disk. */
export function memoryFolder(): string {
  if (!existsSync(MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize >= MEMORY_NEEDED_BYTES ? MEMORY : tmpdir();
}

/** Temporary files on the disk: files that must survive a kill are kept there, or the speed of the disk is measured. */
export const diskFolder = (): string => process.env['ECOGRID_TEST_DISK'] ?? tmpdir();
