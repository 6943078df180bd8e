import { EcoGridError } from '@ecogrid/errors';
import { BOUNDS } from './bounds.ts';
import type { AttachedFile } from './attached-file.entity.ts';

/** The properties of the received bytes. Width and height are 0 of a content that is no image. */
export interface Found {
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly mediaType: string | null;
  readonly width: number;
  readonly height: number;
}

/**
 * Whether the content is as it was declared; names are never believed.
 * @throws EcoGridError CONTENT_REFUSED with the first thing that is not so.
 */
export function requireDeclared(
  declared: Pick<AttachedFile, 'sizeBytes' | 'sha256' | 'mediaType'>,
  found: Found,
): void {
  if (found.sizeBytes !== declared.sizeBytes) throw refused('SIZE', found.sizeBytes, declared.sizeBytes);
  if (found.sha256 !== declared.sha256) throw refused('HASH');
  if (found.mediaType !== declared.mediaType) throw refused('TYPE', found.mediaType, declared.mediaType);
  if (isImage(found.mediaType) && !isPicture(found)) throw wrongSize(found);
}

export function isImage(mediaType: string | null): boolean {
  return mediaType?.startsWith('image/') ?? false;
}

/** A small file may decode to gigabytes in the memory of a viewer. */
function isPicture({ width, height }: Found): boolean {
  const sides = [width, height].every((side) => side >= 1 && side <= BOUNDS.pictures.sidePixels);
  return sides && width * height <= BOUNDS.pictures.pixels;
}

function refused(reason: 'SIZE' | 'HASH' | 'TYPE', actual?: unknown, declared?: unknown): EcoGridError {
  return new EcoGridError('CONTENT_REFUSED', { reason, actual, declared });
}

/** A picture that cannot be decoded, such as a truncated one. */
export function undecodable(cause?: unknown): EcoGridError {
  return new EcoGridError('CONTENT_REFUSED', { reason: 'UNDECODABLE' }, { cause });
}

/** A picture that is too large or too small. */
function wrongSize({ width, height }: Pick<Found, 'width' | 'height'>): EcoGridError {
  return new EcoGridError('CONTENT_REFUSED', { reason: 'DIMENSIONS', width, height });
}
