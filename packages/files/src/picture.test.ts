import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exifr from 'exifr';
import sharp from 'sharp';
import { inspected } from './content.inspection.ts';
import type { Draft } from './file-store.ts';
import { decoded, takenOf } from './picture.ts';

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
const HEIC = Buffer.from(
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

  test('without a time zone was taken by the clock of the district; without data it says nothing', async () => {
    const { takenAt } = await takenOf(
      draftOf(await photo({ IFD2: { DateTimeOriginal: '2026:03:04 09:00:00' } })),
    );
    expect(takenAt).toEqual(new Date('2026-03-04T01:00:00.000Z'));
    const nothing = { takenAt: null, takenLongitude: null, takenLatitude: null };
    expect(await takenOf(draftOf(await photo({})))).toEqual(nothing);
    expect(await takenOf(draftOf(Buffer.from('no picture')))).toEqual(nothing);
  });

  test('leaves without its metadata, upright, and small', async () => {
    const draft = draftOf(await photo(TAKEN));
    await decoded(draft);
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
    expect(await inspected(draftOf(HEIC))).toMatchObject({
      mediaType: 'image/heic',
      width: 4032,
      height: 3024,
    });
    const avif = Buffer.from(HEIC);
    avif.write('avif', 20, 'latin1');
    expect((await inspected(draftOf(avif))).mediaType).not.toBe('image/heic');
  });
});
