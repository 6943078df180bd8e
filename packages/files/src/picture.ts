import exifr from 'exifr';
import sharp from 'sharp';
import { EcoGridError } from '@ecogrid/errors';
import { BOUNDS } from './bounds.ts';
import { undecodable } from './content.rule.ts';
import { variantPath, type Draft, type Variant } from './file-store.ts';
import { HEIC, heicPixels } from './heic.ts';

/** When and where a picture was taken, by its EXIF data; null where it does not say. */
export interface Taken {
  readonly takenAt: Date | null;
  readonly takenLongitude: number | null;
  readonly takenLatitude: number | null;
}

/** The pictures that are decoded here. The prebuilt libvips has no decoder for HEVC: HEIC has a decoder of its own. */
const DECODED = ['image/jpeg', 'image/png', 'image/webp', HEIC] as const;
const THUMBNAIL_PIXELS = 320;
const QUALITY = 90;
const OPTIONS = {
  limitInputPixels: BOUNDS.pictures.pixels,
  failOn: 'truncated',
  sequentialRead: true,
} as const;
const TAGS = [
  ...['DateTimeOriginal', 'OffsetTimeOriginal'],
  ...['GPSLatitude', 'GPSLatitudeRef', 'GPSLongitude', 'GPSLongitudeRef'],
];
/** EXIF data of older devices names no time zone: it is that of the district. */
const LOCAL_OFFSET = '+08:00';

// One picture uses one core: uploads do not take all of them from requests.
sharp.concurrency(1);

export function isDecoded(mediaType: string): boolean {
  return DECODED.some((each) => each === mediaType);
}

/** The type of a file, or of its copy: HEIC leaves as JPEG, because few browsers show HEIC. */
export function sentType(mediaType: string, variant: Variant | undefined): string {
  if (variant === 'thumbnail') return 'image/webp';
  return variant === 'clean' && mediaType === HEIC ? 'image/jpeg' : mediaType;
}

/**
 * Decodes the whole picture, and writes the files for download beside the draft: the picture without its metadata, and
 * a thumbnail. Both are turned upright. @throws EcoGridError CONTENT_REFUSED for a picture that cannot be decoded,
 * TOO_MANY_TRANSFERS when too many wait for that.
 */
export async function decoded({ path }: Draft, mediaType: string): Promise<void> {
  try {
    await (mediaType === HEIC ? inTurn(() => cleanedHeic(path)) : cleaned(path));
    await sharp(variantPath(path, 'clean'), OPTIONS)
      .resize(THUMBNAIL_PIXELS, THUMBNAIL_PIXELS, { fit: 'inside', withoutEnlargement: true })
      .webp()
      .toFile(variantPath(path, 'thumbnail'));
  } catch (cause) {
    throw cause instanceof EcoGridError ? cause : undecodable(cause);
  }
}

/** Metadata is left out unless it is asked for; the format stays that of the input. */
async function cleaned(path: string): Promise<void> {
  await sharp(path, OPTIONS)
    .autoOrient()
    .jpeg({ quality: QUALITY, force: false })
    .webp({ quality: QUALITY, force: false })
    .toFile(variantPath(path, 'clean'));
}

async function cleanedHeic(path: string): Promise<void> {
  const { data, width, height } = await heicPixels(path);
  await sharp(data, { ...OPTIONS, raw: { width, height, channels: 3 } })
    .jpeg({ quality: QUALITY })
    .toFile(variantPath(path, 'clean'));
}

let lastTurn: Promise<void> = Promise.resolve();
let inLine = 0;

/**
 * One HEIC picture at a time: several at once would take their memory and their cores together.
 * @throws EcoGridError TOO_MANY_TRANSFERS when as many wait as may.
 */
async function inTurn(run: () => Promise<void>): Promise<void> {
  if (inLine >= BOUNDS.heic.inLine) throw new EcoGridError('TOO_MANY_TRANSFERS');
  inLine += 1;
  const turn = lastTurn.then(run).finally(() => (inLine -= 1));
  lastTurn = turn.catch(() => undefined);
  return turn;
}

/** The time and place of the EXIF data. Implausible values count as absent. */
export async function takenOf({ path }: Draft): Promise<Taken> {
  const tags: unknown = await exifr.parse(path, { pick: TAGS, reviveValues: false }).catch(() => undefined);
  const { DateTimeOriginal, OffsetTimeOriginal, latitude, longitude } = (tags ?? {}) as Record<
    string,
    unknown
  >;
  const isPlace = isWithin(latitude, 90) && isWithin(longitude, 180);
  return {
    takenAt: momentOf(DateTimeOriginal, OffsetTimeOriginal),
    takenLongitude: isPlace ? Number(longitude) : null,
    takenLatitude: isPlace ? Number(latitude) : null,
  };
}

function isWithin(value: unknown, bound: number): boolean {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= bound;
}

/** EXIF writes `2026:03:04 09:00:00`. */
function momentOf(local: unknown, offset: unknown): Date | null {
  const [, year, month, day, time] = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(String(local)) ?? [];
  if (!year) return null;
  const zone = /^[+-]\d\d:\d\d$/.test(String(offset)) ? String(offset) : LOCAL_OFFSET;
  const moment = new Date(`${year}-${month}-${day}T${time}${zone}`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}
