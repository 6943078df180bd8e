import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PIXELS } from './content.rule.ts';
import type { Pixels, Task } from './heic.worker.ts';

/** The bounds of one decoding. */
export interface Bounds extends Omit<Task, 'path'> {
  readonly milliseconds: number;
}

export const HEIC = 'image/heic';

/** A picture of 12 megapixels takes two seconds and 90 MB; one of the most pixels five times as much (docs/decisions/0083). */
export const BOUNDS: Bounds = { pixels: PIXELS, memoryBytes: 512 * 1024 * 1024, milliseconds: 20_000 };

/** Beside this module, in TypeScript as it is. */
const WORKER = new URL(`./heic.worker${extname(import.meta.url)}`, import.meta.url);
/** For what the thread keeps outside the memory of the decoder and the buffers of its picture. */
const HEAP_MB = 64;

/**
 * Decodes a HEIC picture in a thread of its own, which ends with it: a crafted file costs its thread and no more.
 * @throws Error for a picture that is broken or exceeds a bound.
 */
export async function heicPixels(path: string, { milliseconds, ...rest }: Bounds = BOUNDS): Promise<Pixels> {
  const worker = new Worker(WORKER, {
    workerData: { path, ...rest } satisfies Task,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    stdout: true,
    stderr: true,
  });
  // An error after the time is up has no other listener, and would end the process.
  worker.on('error', () => undefined);
  try {
    const signal = AbortSignal.timeout(milliseconds);
    const [pixels] = (await once(worker, 'message', { signal })) as [Pixels];
    return pixels;
  } finally {
    await worker.terminate();
  }
}
