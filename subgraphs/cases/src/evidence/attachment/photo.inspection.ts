import { fileTypeFromFile } from 'file-type';
import { imageSizeFromFile } from 'image-size/fromFile';
import type { Draft } from './attachment.store.ts';
import { refused, type Found } from './photo.rule.ts';

/** What the bytes of a draft say of themselves. @throws EcoGridError CONTENT_REFUSED for an image nobody can read. */
export async function inspected({ path, sizeBytes, sha256 }: Draft): Promise<Found> {
  const mediaType = (await fileTypeFromFile(path).catch(() => undefined))?.mime ?? null;
  if (!mediaType?.startsWith('image/')) return { sizeBytes, sha256, mediaType, width: 0, height: 0 };
  const { width, height } = await imageSizeFromFile(path).catch(() => {
    throw refused('DIMENSIONS', 'its size in pixels cannot be read');
  });
  return { sizeBytes, sha256, mediaType, width, height };
}
