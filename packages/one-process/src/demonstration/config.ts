import { readConfig, z } from '@ecogrid/service';

/** Where the demonstration keys are: all that the token command needs of the environment, so that it starts fast. */
export function readDataDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  return readConfig({ DATA_DIR: z.string().default('./var') }, environment).DATA_DIR;
}
