import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import exifr from 'exifr';
import sharp from 'sharp';
import { inspected } from './content.inspection.ts';
import type { Draft } from './file-store.ts';
import { DECODING, HEIC, heicPixels } from './heic.ts';
import { decoded, takenOf } from './picture.ts';
import { cutHeic, heic, heicOf, tiledHeic } from './testing.ts';

/** A photo of a telephone that was turned, with the time and the place of its reporter. */
const photo = (exif: Record<string, Record<string, string>>): Promise<Buffer> =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: '#357' } })
    .withMetadata({ orientation: 6 })
    .withExifMerge(exif)
    .jpeg()
    .toBuffer();
const TAKEN = {
  IFD0: { Model: 'A telephone' },
  IFD2: { DateTimeOriginal: '2026:03:04 09:00:00', OffsetTimeOriginal: '+08:00' },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '35/1 24/1 36/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '116/1 37/1 12/1',
  },
};
/** F18: a picture of HEVC whose file names the general brand first; it has a size and no content. */
const EMPTY_HEIC = Buffer.from(
  [
    '00000018667479706d696631000000006d69663168656963000000966d657461000000000000002168646c7200000000',
    '0000000070696374000000000000000000000000000000000e7069746d0000000000010000002369696e660000000000',
    '0100000015696e66650200000000010000687663310000000038697072700000001c6970636f00000014697370650000',
    '000000000fc000000bd00000001469706d61000000000000000100010101',
  ].join(''),
  'hex',
);

describe('a picture', () => {
  let directory: string;
  beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'ecogrid-pictures-'))));
  afterEach(() => rmSync(directory, { recursive: true }));

  const draftOf = (content: Buffer): Draft => {
    const path = join(directory, 'draft');
    writeFileSync(path, content);
    return { path, sizeBytes: content.length, sha256: '' };
  };

  test('gives the time and the place of its EXIF data', async () => {
    const taken = await takenOf(draftOf(await photo(TAKEN)));
    expect(taken.takenAt).toEqual(new Date('2026-03-04T01:00:00.000Z'));
    expect(taken.takenLatitude).toBeCloseTo(35.41, 5);
    expect(taken.takenLongitude).toBeCloseTo(116.62, 5);
  });

  test('without a time zone has the time zone of the district; without EXIF data it has no time and no place', async () => {
    const { takenAt } = await takenOf(
      draftOf(await photo({ IFD2: { DateTimeOriginal: '2026:03:04 09:00:00' } })),
    );
    expect(takenAt).toEqual(new Date('2026-03-04T01:00:00.000Z'));
    const nothing = { takenAt: null, takenLongitude: null, takenLatitude: null };
    expect(await takenOf(draftOf(await photo({})))).toEqual(nothing);
    expect(await takenOf(draftOf(Buffer.from('no picture')))).toEqual(nothing);
  });

  test('is stored without its metadata, upright, with a thumbnail', async () => {
    const draft = draftOf(await photo(TAKEN));
    await decoded(draft, 'image/jpeg');
    const [clean, thumbnail] = await Promise.all(
      ['clean', 'thumbnail'].map((variant) => readFile(`${draft.path}.${variant}`)),
    );
    expect(await exifr.parse(draft.path)).toMatchObject({ Model: 'A telephone' });
    for (const file of [clean, thumbnail]) {
      const { exif, xmp, iptc } = await sharp(file).metadata();
      expect([exif, xmp, iptc]).toEqual([undefined, undefined, undefined]);
    }
    expect(await sharp(clean).metadata()).toMatchObject({ format: 'jpeg', width: 480, height: 640 });
    expect(await sharp(thumbnail).metadata()).toMatchObject({ format: 'webp', width: 240, height: 320 });
  });

  test('of HEVC is HEIC in spite of the brand that its file names first', async () => {
    expect(await inspected(draftOf(EMPTY_HEIC))).toMatchObject({
      mediaType: 'image/heic',
      width: 4032,
      height: 3024,
    });
    const avif = Buffer.from(EMPTY_HEIC);
    avif.write('avif', 20, 'latin1');
    expect((await inspected(draftOf(avif))).mediaType).not.toBe('image/heic');
  });

  test('of HEVC leaves as a JPEG without its metadata, and small', async () => {
    const draft = draftOf(heic());
    expect((await takenOf(draft)).takenAt).toEqual(new Date('2026-03-04T01:00:00.000Z'));
    expect((await takenOf(draft)).takenLatitude).toBeCloseTo(35.41, 5);
    await decoded(draft, HEIC);
    const clean = await readFile(`${draft.path}.clean`);
    const { exif, xmp, iptc, ...others } = await sharp(clean).metadata();
    expect([exif, xmp, iptc]).toEqual([undefined, undefined, undefined]);
    expect(others).toMatchObject({ format: 'jpeg', width: 2016, height: 1512 });
    expect(clean.includes('A telephone')).toBe(false);
    const thumbnail = sharp(await readFile(`${draft.path}.thumbnail`));
    expect(await thumbnail.metadata()).toMatchObject({ format: 'webp', width: 320, height: 240 });
    const { data, info } = await thumbnail.raw().toBuffer({ resolveWithObject: true });
    const row = data.subarray(-info.width * info.channels);
    const [left, right] = [row.subarray(0, 3), row.subarray(-info.channels)];
    expect(left[0]).toBeGreaterThan(150);
    expect(left[2]).toBeLessThan(80);
    expect(right[0]).toBeLessThan(80);
    expect(right[2]).toBeGreaterThan(150);
  });

  test('of HEVC that a telephone made of tiles and turned leaves whole, upright, and without its metadata', async () => {
    const draft = draftOf(tiledHeic());
    expect(await inspected(draft)).toMatchObject({ mediaType: HEIC });
    expect((await takenOf(draft)).takenAt).toEqual(new Date('2026-03-04T01:00:00.000Z'));
    await decoded(draft, HEIC);
    const clean = sharp(await readFile(`${draft.path}.clean`));
    const { exif, orientation, ...others } = await clean.metadata();
    expect([exif, orientation]).toEqual([undefined, undefined]);
    expect(others).toMatchObject({ format: 'jpeg', width: 1512, height: 2016 });
    const { data, info } = await clean.raw().toBuffer({ resolveWithObject: true });
    const colourAt = (x: number, y: number): string => {
      const at = (y * info.width + x) * info.channels;
      return (data[at] ?? 0) > (data[at + 2] ?? 0) ? 'red' : 'blue';
    };
    const [right, bottom] = [info.width - 1, info.height - 1];
    const corners = [colourAt(0, 0), colourAt(right, 0), colourAt(0, bottom), colourAt(right, bottom)];
    expect(corners).toEqual(['red', 'red', 'blue', 'blue']);
    const thumbnail = sharp(await readFile(`${draft.path}.thumbnail`));
    expect(await thumbnail.metadata()).toMatchObject({ format: 'webp', width: 240, height: 320 });
  });

  test.each<[string, Buffer]>([
    ['is cut', cutHeic()],
    ['has no content', EMPTY_HEIC],
    ['says that it is smaller than its pixels', heicOf(64, 64)],
  ])('of HEVC that %s is refused, and the next one is decoded', async (_what, content) => {
    const draft = draftOf(content);
    await expect(decoded(draft, HEIC)).rejects.toMatchObject({
      extensions: { code: 'CONTENT_REFUSED', details: { reason: 'UNDECODABLE' } },
    });
    expect(readdirSync(directory)).toEqual(['draft']);
    await decoded(draftOf(heic()), HEIC);
    expect(readdirSync(directory)).toEqual(['draft', 'draft.clean', 'draft.thumbnail']);
  });

  test('of HEVC is refused while many others wait, and taken afterwards', async () => {
    const draft = draftOf(EMPTY_HEIC);
    const codeOf = (attempt: Promise<void>): Promise<string> =>
      attempt.then(
        () => 'decoded',
        (error: { extensions: { code: string } }) => error.extensions.code,
      );
    const codes = await Promise.all(Array.from({ length: 12 }, () => codeOf(decoded(draft, HEIC))));
    expect(codes.filter((code) => code === 'TOO_MANY_TRANSFERS')).toHaveLength(4);
    expect(codes.filter((code) => code === 'CONTENT_REFUSED')).toHaveLength(8);
    expect(await codeOf(decoded(draft, HEIC))).toBe('CONTENT_REFUSED');
  });

  test.each([
    ['pixels', { pixels: 2016 * 1512 - 1 }, 'too many pixels'],
    // The decoder begins with 16 MiB and needs more for this picture.
    ['memory', { memoryBytes: 17 * 1024 * 1024 }, 'Memory allocation error'],
    ['time', { milliseconds: 1 }, 'The operation was aborted'],
  ])('of HEVC takes no more than its bound of %s', async (_what, bound, message) => {
    const { path } = draftOf(heic());
    await expect(heicPixels(path, { ...DECODING, ...bound })).rejects.toThrow(message);
    expect(await heicPixels(path)).toMatchObject({ width: 2016, height: 1512 });
  });

  test('of HEVC leaves the event loop free while it is decoded', async () => {
    let isDone = false;
    const pixels = heicPixels(draftOf(heic()).path).finally(() => (isDone = true));
    let turns = 0;
    for (; !isDone; turns += 1) await setImmediate();
    await pixels;
    // A decoder in this thread would leave it the few turns in which a file is read.
    expect(turns).toBeGreaterThan(100);
  });
});
