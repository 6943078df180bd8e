import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { EcoGridError } from '@ecogrid/errors';

/** A received upload, stored as a draft until its content matches the declaration. */
export interface Draft {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** The copies of a picture beside the original: one without metadata for downloads, and a small one. */
export const VARIANTS = ['clean', 'thumbnail'] as const;
export type Variant = (typeof VARIANTS)[number];

/** The path of a variant, beside its original. */
export function variantPath(path: string, variant: Variant): string {
  return `${path}.${variant}`;
}

/** A kept content, opened. */
export interface Opened {
  readonly content: Readable;
  readonly sizeBytes: number;
}

/** Where contents are kept, by the id of their row. */
export interface FileStore {
  /** @throws EcoGridError REQUEST_TOO_LARGE beyond the bound. An error leaves no file. */
  draft(content: AsyncIterable<Buffer>, limitBytes: number): Promise<Draft>;
  /**
   * Keeps a draft and its variants under the id, in place of the former file: after a crash there is all of it or none.
   */
  keep(draft: Draft, id: string): Promise<void>;
  discard(draft: Draft): Promise<void>;
  /** The original, or a variant; null when it is not kept. */
  open(id: string, variant?: Variant): Promise<Opened | null>;
  remove(id: string): Promise<void>;
  /** Removes drafts that were not finished since the moment. */
  sweepDrafts(before: Date): Promise<void>;
}

/**
 * Contents on a local disk, which the instances of this subgraph share. Names are made of ids alone; two hexadecimal
 * digits of their random end make 256 folders.
 */
export class DiskStore implements FileStore {
  private readonly incoming: string;

  constructor(private readonly directory: string) {
    this.incoming = join(directory, 'incoming');
  }

  async draft(content: AsyncIterable<Buffer>, limitBytes: number): Promise<Draft> {
    await mkdir(this.incoming, { recursive: true, mode: 0o700 });
    const path = join(this.incoming, randomUUID());
    try {
      return { path, ...(await written(path, content, limitBytes)) };
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  async keep({ path }: Draft, id: string): Promise<void> {
    const kept = this.pathOf(id);
    await mkdir(dirname(kept), { recursive: true, mode: 0o700 });
    for (const variant of VARIANTS) await moved(variantPath(path, variant), variantPath(kept, variant));
    await rename(path, kept);
    await synced(dirname(kept));
  }

  discard({ path }: Draft): Promise<void> {
    return removed(path);
  }

  async open(id: string, variant?: Variant): Promise<Opened | null> {
    const original = this.pathOf(id);
    const path = variant ? variantPath(original, variant) : original;
    const found = await stat(path).catch(() => null);
    return found && { content: createReadStream(path), sizeBytes: found.size };
  }

  remove(id: string): Promise<void> {
    return removed(this.pathOf(id));
  }

  async sweepDrafts(before: Date): Promise<void> {
    const names = await readdir(this.incoming).catch(() => []);
    for (const name of names) {
      const path = join(this.incoming, name);
      const found = await stat(path).catch(() => null);
      if (found && found.mtime < before) await rm(path, { force: true });
    }
  }

  private pathOf(id: string): string {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error('a file is kept by its id');
    return join(this.directory, id.slice(-2), id);
  }
}

/** A variant that a content has: a file that is not decoded here has none. */
async function moved(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

async function removed(path: string): Promise<void> {
  for (const variant of VARIANTS) await rm(variantPath(path, variant), { force: true });
  await rm(path, { force: true });
}

/** Writes to a new file and makes it durable; never more than the bound. */
async function written(
  path: string,
  content: AsyncIterable<Buffer>,
  limitBytes: number,
): Promise<Omit<Draft, 'path'>> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of content) {
      sizeBytes += chunk.length;
      if (sizeBytes > limitBytes) throw new EcoGridError('REQUEST_TOO_LARGE', { limit: limitBytes });
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}

/** The name in its folder survives a power cut only once the folder is on the disk. */
async function synced(directory: string): Promise<void> {
  const folder = await open(directory, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
