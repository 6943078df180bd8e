import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { BOUNDS } from './bounds.ts';
import type { Pixels, Task } from './heic.worker.ts';

/** The bounds of one decoding. */
export interface DecodingBounds extends Omit<Task, 'path'> {
  readonly milliseconds: number;
}

export const HEIC = 'image/heic';

const { decodeMs, memoryBytes, heapMib } = BOUNDS.heic;
export const DECODING: DecodingBounds = {
  pixels: BOUNDS.pictures.pixels,
  memoryBytes,
  milliseconds: decodeMs,
};

/** Beside this module, in TypeScript as it is. */
const WORKER = new URL(`./heic.worker${extname(import.meta.url)}`, import.meta.url);

/**
 * Decodes a HEIC picture in a thread of its own, which ends with it: a crafted file costs its thread and no more.
 * @throws Error for a picture that is broken or exceeds a bound.
 */
export async function heicPixels(
  path: string,
  { milliseconds, ...rest }: DecodingBounds = DECODING,
): Promise<Pixels> {
  const worker = new Worker(WORKER, {
    workerData: { path, ...rest } satisfies Task,
    // For memory of the thread outside the decoder and the buffers of its picture.
    resourceLimits: { maxOldGenerationSizeMb: heapMib },
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
