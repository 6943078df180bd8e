import { EcoGridError } from '@ecogrid/errors';
import type { Attachment } from './attachment.entity.ts';

/** The accepted photos. The limits are ours: a phone's photo is 3 to 8 MB and 50 megapixels at most. */
export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/heic'] as const;
export const PHOTO_BYTES = 16 * 1024 * 1024;
export const PHOTOS_AT_ONCE = 9;
const SIDE_PIXELS = 20_000;
const PIXELS = 60_000_000;

/** The properties of the received bytes. */
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
  if (found.sizeBytes !== declared.sizeBytes) throw refused('SIZE', found.sizeBytes, declared.sizeBytes);
  if (found.sha256 !== declared.sha256) throw refused('HASH');
  if (found.mediaType !== declared.mediaType) throw refused('TYPE', found.mediaType, declared.mediaType);
  if (!isPicture(found)) throw wrongSize(found);
}

/** A small file may decode to gigabytes in the memory of a viewer. */
function isPicture({ width, height }: Found): boolean {
  const sides = [width, height].every((side) => side >= 1 && side <= SIDE_PIXELS);
  return sides && width * height <= PIXELS;
}

function refused(reason: 'SIZE' | 'HASH' | 'TYPE', actual?: unknown, declared?: unknown): EcoGridError {
  return new EcoGridError('CONTENT_REFUSED', { reason, actual, declared });
}

/** A picture that is too large or too small; its width and height are unknown when it cannot be decoded. */
export function wrongSize({ width, height }: Partial<Pick<Found, 'width' | 'height'>> = {}): EcoGridError {
  return new EcoGridError('CONTENT_REFUSED', { reason: 'DIMENSIONS', width, height });
}
