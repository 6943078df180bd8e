import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { imageSizeFromFile } from 'image-size/fromFile';
import type { Draft } from './file-store.ts';
import { isImage, undecodable, type Found } from './content.rule.ts';
import { HEIC } from './heic.ts';

/** Brands of HEIF files whose pictures are coded by HEVC: some devices name the general brand `mif1` first. */
const HEVC_BRANDS = ['heic', 'heix', 'hevc', 'hevx'];
/** The major brand and the compatible ones stand at the beginning. */
const BRANDS_BYTES = 256;

/** The properties of the bytes of a draft. @throws EcoGridError CONTENT_REFUSED for an image without a size. */
export async function inspected({ path, sizeBytes, sha256 }: Draft): Promise<Found> {
  const mediaType = await typeOf(path);
  if (!isImage(mediaType)) return { sizeBytes, sha256, mediaType, width: 0, height: 0 };
  const { width, height } = await imageSizeFromFile(path).catch(() => {
    throw undecodable();
  });
  return { sizeBytes, sha256, mediaType, width, height };
}

async function typeOf(path: string): Promise<string | null> {
  const found = (await fileTypeFromFile(path).catch(() => undefined))?.mime ?? null;
  return found === 'image/heif' && (await isHevc(path)) ? HEIC : found;
}

async function isHevc(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BRANDS_BYTES), 0, BRANDS_BYTES, 0);
    const end = Math.min(buffer.readUInt32BE(0), bytesRead);
    const brands = buffer.subarray(16, Math.max(16, end)).toString('latin1').match(/.{4}/gs) ?? [];
    return brands.some((brand) => HEVC_BRANDS.includes(brand));
  } finally {
    await file.close();
  }
}
