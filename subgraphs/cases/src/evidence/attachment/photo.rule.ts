import { EcoGridError } from '@ecogrid/errors';
import type { Attachment } from './attachment.entity.ts';

/** What a photo may be. The bounds are ours: a phone's photo is 3 to 8 MB and 50 megapixels at most. */
export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/heic'] as const;
export const PHOTO_BYTES = 16 * 1024 * 1024;
export const PHOTOS_AT_ONCE = 9;
const SIDE_PIXELS = 20_000;
const PIXELS = 60_000_000;

/** What was found in the bytes that came. */
export interface Found {
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly mediaType: string | null;
  readonly width: number;
  readonly height: number;
}

/**
 * Whether the content is what was declared; names are never believed.
 * @throws EcoGridError CONTENT_REFUSED with the first thing that is not so.
 */
export function requireDeclared(
  declared: Pick<Attachment, 'sizeBytes' | 'sha256' | 'mediaType'>,
  found: Found,
): void {
  if (found.sizeBytes !== declared.sizeBytes)
    throw refused('SIZE', `${found.sizeBytes} bytes came, ${declared.sizeBytes} were declared`);
  if (found.sha256 !== declared.sha256) throw refused('HASH', 'its SHA-256 is another than was declared');
  if (found.mediaType !== declared.mediaType)
    throw refused(
      'TYPE',
      `its content is ${found.mediaType ?? 'of no known type'}, not ${declared.mediaType}`,
    );
  if (!isPicture(found)) throw refused('DIMENSIONS', `it is ${found.width} by ${found.height} pixels`);
}

/** A small file may unfold to gigabytes in the memory of whoever looks at it. */
function isPicture({ width, height }: Found): boolean {
  const sides = [width, height].every((side) => side >= 1 && side <= SIDE_PIXELS);
  return sides && width * height <= PIXELS;
}

export function refused(reason: 'SIZE' | 'HASH' | 'TYPE' | 'DIMENSIONS', because: string): EcoGridError {
  return new EcoGridError('CONTENT_REFUSED', { reason, because });
}
