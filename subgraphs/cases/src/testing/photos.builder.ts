import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { Actor } from '@ecogrid/identity';
import { freshKey, type CasesBench } from './cases.builder.ts';
import type { CreateUploadInput } from '../upload/index.ts';

/** A real PNG of one colour, so that another shade is another content. */
export function png(width = 16, height = 16, shade = 128): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const row = Buffer.alloc(Math.min(width, 4_096) + 1, shade);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: Math.min(height, 64) }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The declaration of a content. */
export function declared(
  content: Buffer,
  more: Partial<CreateUploadInput> & Pick<CreateUploadInput, 'purpose'>,
): CreateUploadInput {
  return {
    idempotencyKey: freshKey(),
    moment: 'SCENE',
    mediaType: 'image/png',
    sizeBytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    ...more,
  };
}

/** An uploaded photo. @returns its id. */
export async function uploaded(
  bench: CasesBench,
  actor: Actor,
  more: Partial<CreateUploadInput> & Pick<CreateUploadInput, 'purpose'>,
  content = png(),
): Promise<string> {
  const { attachment } = await bench.uploading.create(actor, declared(content, more));
  const draft = await bench.store.draft(asChunks(content), content.length);
  await bench.store.keep(draft, attachment.id);
  await bench.attachments.store(attachment.id, { width: 16, height: 16, storedAt: bench.scope.clock.now() });
  return attachment.id;
}

async function* asChunks(content: Buffer, size = 100): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += size)
    yield await Promise.resolve(content.subarray(at, at + size));
}
