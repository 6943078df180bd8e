import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { playDemonstration, type DemonstrationOptions } from '@ecogrid/demonstration';

/** The file's entry for a database, which the epoch of its event log identifies. */
interface Mark {
  readonly epoch: string;
  readonly state: 'STARTED' | 'DONE';
}

/**
 * Plays the demonstration's history once into a new database. One that was interrupted goes on at the next start; a
 * database that holds events of others is left alone.
 */
export async function ensureHistory(dataDirectory: string, options: DemonstrationOptions): Promise<void> {
  const file = join(dataDirectory, 'demonstration.json');
  const { epoch, head } = options.subgraphs.cases.log;
  const mark = await readMark(file);
  const isOurs = mark?.epoch === epoch;
  if (isOurs ? mark.state === 'DONE' : head > 0) return;
  await writeMark(file, { epoch, state: 'STARTED' });
  await playDemonstration(options);
  await writeMark(file, { epoch, state: 'DONE' });
}

async function readMark(file: string): Promise<Mark | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Mark;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function writeMark(file: string, mark: Mark): Promise<void> {
  return writeFile(file, `${JSON.stringify(mark)}\n`, { mode: 0o600 });
}
