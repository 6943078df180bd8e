import { createHash } from 'node:crypto';
import { png } from '@ecogrid/files/testing';
import type { Actor } from '@ecogrid/identity';
import { freshKey, type CasesBench } from './cases.builder.ts';
import type { CreateUploadInput } from '../upload/index.ts';

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
