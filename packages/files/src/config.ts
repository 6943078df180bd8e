import { join } from 'node:path';
import { demonstrationSecret } from '@ecogrid/identity';
import { missing, readConfig, z } from '@ecogrid/service';

/** Where files are kept, and the secret that proves their addresses. */
export interface FileSettings {
  readonly directory: string;
  readonly secret: string;
}

/** The folders of the data directory that hold files. */
type Folder = 'attachments' | 'imports';

/** Read wherever a subgraph that takes files runs. */
export const UPLOAD_SHAPE = {
  /** The same for every instance of the subgraph. */
  UPLOAD_SECRET: z.string().min(32).optional(),
};

/**
 * The settings of a process of its own.
 * @throws ConfigurationError outside demonstration mode without the secret.
 */
export function readFileSettings(
  folder: Folder,
  given: NodeJS.ProcessEnv = process.env,
): Promise<FileSettings> {
  const shape = {
    ...UPLOAD_SHAPE,
    DATA_DIR: z.string().default('./var'),
    DEMONSTRATION: z.stringbool().default(true),
  };
  const faults = (each: NodeJS.ProcessEnv): string[] =>
    each['DEMONSTRATION'] === 'false' ? missing(each, ['UPLOAD_SECRET'], 'outside demonstration mode') : [];
  const { DATA_DIR, UPLOAD_SECRET } = readConfig(shape, given, faults);
  return fileSettings(folder, DATA_DIR, UPLOAD_SECRET);
}

/** In demonstration mode the secret is made once and kept with the keys, mode 0600. */
export async function fileSettings(
  folder: Folder,
  dataDirectory: string,
  secret: string | undefined,
): Promise<FileSettings> {
  const kept = secret ?? (await demonstrationSecret(join(dataDirectory, 'keys'), 'upload'));
  return { directory: join(dataDirectory, folder), secret: kept };
}
