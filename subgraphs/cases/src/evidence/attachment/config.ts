import { join } from 'node:path';
import { demonstrationSecret } from '@ecogrid/identity';
import { missing, readConfig, z } from '@ecogrid/service';

/** Where photos are kept, and what proves their addresses. */
export interface AttachmentSettings {
  readonly directory: string;
  readonly secret: string;
}

/** Read wherever this subgraph runs. */
export const UPLOAD_SHAPE = {
  /** The same for every instance of this subgraph. */
  UPLOAD_SECRET: z.string().min(32).optional(),
};

/**
 * The settings of a process of its own.
 * @throws ConfigurationError outside demonstration mode without the secret.
 */
export function readAttachmentSettings(given: NodeJS.ProcessEnv = process.env): Promise<AttachmentSettings> {
  const shape = {
    ...UPLOAD_SHAPE,
    DATA_DIR: z.string().default('./var'),
    DEMONSTRATION: z.stringbool().default(true),
  };
  const faults = (each: NodeJS.ProcessEnv): string[] =>
    each['DEMONSTRATION'] === 'false' ? missing(each, ['UPLOAD_SECRET'], 'outside demonstration mode') : [];
  const { DATA_DIR, UPLOAD_SECRET } = readConfig(shape, given, faults);
  return attachmentSettings(DATA_DIR, UPLOAD_SECRET);
}

/** In demonstration mode the secret is made once and kept with the keys, mode 0600. */
export async function attachmentSettings(
  dataDirectory: string,
  secret: string | undefined,
): Promise<AttachmentSettings> {
  const kept = secret ?? (await demonstrationSecret(join(dataDirectory, 'keys'), 'upload'));
  return { directory: join(dataDirectory, 'attachments'), secret: kept };
}
