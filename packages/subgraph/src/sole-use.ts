import { lockDatabase } from '@ecogrid/database';
import { OperatorError } from '@ecogrid/errors';

/**
 * Two processes on one embedded database would each believe their own memory of it.
 * @returns a function that lets go. @throws OperatorError when another process has it open.
 */
export async function requireSoleUse(databaseUrl: string): Promise<() => Promise<void>> {
  const release = await lockDatabase(databaseUrl);
  if (release) return release;
  throw new OperatorError(
    `Another process uses ${databaseUrl} already: end it, or give this one another DATA_DIR`,
  );
}
