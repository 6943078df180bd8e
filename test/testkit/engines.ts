import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that some tests need and a machine may lack. */
export type Engine = 'mariadb' | 'nats' | 'chromium';

/** Whether a comma-separated list in the environment names the engine. */
const isNamed = (variable: string, engine: Engine): boolean =>
  (process.env[variable] ?? '').split(',').includes(engine);

/** Its absence fails the run. */
export const isRequired = (engine: Engine): boolean => isNamed('REQUIRE_ENGINES', engine);

/** @returns undefined where the machine lacks the program, and where `WITHOUT_ENGINES` names its engine. */
export function programOf(engine: Engine, program: string): string | undefined {
  if (isNamed('WITHOUT_ENGINES', engine)) return undefined;
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, program)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
