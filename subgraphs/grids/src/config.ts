import { readConfig, z } from '@ecogrid/service';
import { databaseUrlFor } from '@ecogrid/subgraph';

/** This subgraph as a process of its own; PORT goes before the default. */
export const PROCESS = { name: 'grids', defaultPort: 4001 } as const;

/** Where the command `admin` finds the database of this subgraph. @throws ConfigurationError */
export function readDatabaseUrl(given: NodeJS.ProcessEnv = process.env): string {
  const shape = { DATABASE_URL: z.string().optional(), DATA_DIR: z.string().default('./var') };
  const { DATABASE_URL, DATA_DIR } = readConfig(shape, given);
  return databaseUrlFor(PROCESS.name, DATABASE_URL, DATA_DIR);
}
