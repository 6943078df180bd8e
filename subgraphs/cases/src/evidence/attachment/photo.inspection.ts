import { fileTypeFromFile } from 'file-type';
import { imageSizeFromFile } from 'image-size/fromFile';
import type { Draft } from './attachment.store.ts';
import { wrongSize, type Found } from './photo.rule.ts';

/** The properties of the bytes of a draft. @throws EcoGridError CONTENT_REFUSED for an image that cannot be decoded. */
export async function inspected({ path, sizeBytes, sha256 }: Draft): Promise<Found> {
  const mediaType = (await fileTypeFromFile(path).catch(() => undefined))?.mime ?? null;
  if (!mediaType?.startsWith('image/')) return { sizeBytes, sha256, mediaType, width: 0, height: 0 };
  const { width, height } = await imageSizeFromFile(path).catch(() => {
    throw wrongSize();
  });
  return { sizeBytes, sha256, mediaType, width, height };
}
