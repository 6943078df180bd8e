import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

/** The picture that the thread decodes, and its bounds. */
export interface Task {
  readonly path: string;
  readonly pixels: number;
  readonly memoryBytes: number;
}

/** A decoded picture: rows of red, green and blue, upright. */
export interface Pixels {
  readonly data: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** The functions of libheif that are used here. Each of them may answer with an error in place of its result. */
interface Heif {
  readonly heif_error_code: { readonly heif_error_Ok: unknown };
  readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown };
  readonly heif_chroma: { readonly heif_chroma_interleaved_RGB: unknown };
  heif_context_alloc(): object;
  heif_context_read_from_memory(context: object, file: Uint8Array): object;
  heif_js_context_get_primary_image_handle(context: object): object;
  heif_image_handle_get_width(handle: object): number;
  heif_image_handle_get_height(handle: object): number;
  heif_js_decode_image2(handle: object, colorspace: unknown, chroma: unknown): object;
}

interface Channel {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly data: Uint8Array;
}

interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

const PAGE_BYTES = 65_536;
const CHANNELS = 3;

const { path, pixels, memoryBytes } = workerData as Task;
boundMemory(memoryBytes);
const picture = decoded(readFileSync(path));
parentPort?.postMessage(picture, [picture.data.buffer]);

/** The limits of a thread do not count the memory of WebAssembly, which grows by this one function. */
function boundMemory(bound: number): void {
  const { prototype } = (globalThis as unknown as { WebAssembly: { Memory: { prototype: Memory } } })
    .WebAssembly.Memory;
  const grow = Reflect.get(prototype, 'grow');
  prototype.grow = function (this: Memory, pages: number): number {
    if (this.buffer.byteLength + pages * PAGE_BYTES > bound) throw new RangeError('too much memory');
    return grow.call(this, pages);
  };
}

function decoded(file: Uint8Array): Pixels {
  const heif = opened();
  const proved = <Answer extends object>(answer: object): Answer => {
    const { code, message } = answer as { code?: unknown; message?: string };
    if (code !== undefined && code !== heif.heif_error_code.heif_error_Ok) throw new Error(message);
    return answer as Answer;
  };
  const context = heif.heif_context_alloc();
  proved(heif.heif_context_read_from_memory(context, file));
  const handle = proved(heif.heif_js_context_get_primary_image_handle(context));
  const area = heif.heif_image_handle_get_width(handle) * heif.heif_image_handle_get_height(handle);
  if (area > pixels) throw new RangeError('too many pixels');
  const { heif_colorspace_RGB: rgb } = heif.heif_colorspace;
  const { heif_chroma_interleaved_RGB: interleaved } = heif.heif_chroma;
  const { channels } = proved<{ channels: [Channel] }>(heif.heif_js_decode_image2(handle, rgb, interleaved));
  return copied(channels[0]);
}

/** Its prints are dropped: they are no lines of the log. */
function opened(): Heif {
  const require = createRequire(import.meta.url);
  const open = require('libheif-js/libheif-wasm/libheif.js') as (options: object) => Heif;
  const wasmBinary = readFileSync(require.resolve('libheif-js/libheif-wasm/libheif.wasm'));
  return open({ wasmBinary, print: () => undefined, printErr: () => undefined });
}

/** Out of the memory of the decoder, which cannot be handed over. */
function copied({ width, height, stride, data }: Channel): Pixels {
  const row = width * CHANNELS;
  const copy = new Uint8Array(row * height);
  for (let y = 0; y < height; y += 1) copy.set(data.subarray(y * stride, y * stride + row), y * row);
  return { data: copy, width, height };
}
