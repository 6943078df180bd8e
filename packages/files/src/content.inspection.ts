import { fileTypeFromFile } from 'file-type';
import { imageSizeFromFile } from 'image-size/fromFile';
import type { Draft } from './file-store.ts';
import { isImage, wrongSize, type Found } from './content.rule.ts';

/** The properties of the bytes of a draft. @throws EcoGridError CONTENT_REFUSED for an image that cannot be decoded. */
export async function inspected({ path, sizeBytes, sha256 }: Draft): Promise<Found> {
  const mediaType = (await fileTypeFromFile(path).catch(() => undefined))?.mime ?? null;
  if (!isImage(mediaType)) return { sizeBytes, sha256, mediaType, width: 0, height: 0 };
  const { width, height } = await imageSizeFromFile(path).catch(() => {
    throw wrongSize();
  });
  return { sizeBytes, sha256, mediaType, width, height };
}
