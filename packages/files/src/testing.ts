import { readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

/** A real PNG of one colour, so that another shade is another content. */
export function png(width = 16, height = 16, shade = 128): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  // Whole up to a common size; a gigantic one is refused by its head.
  const row = Buffer.concat([Buffer.alloc(1), Buffer.alloc(Math.min(width, 4_096), shade)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: Math.min(height, 4_096) }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A real HEIC photo of 2016 × 1512 pixels with EXIF data: red at the left, blue at the right. */
export function heic(): Buffer {
  return readFileSync(new URL('../fixtures/photo.heic', import.meta.url));
}

/**
 * Built as telephones build theirs: twelve hidden tiles of 512 × 512 make a grid of 2016 × 1512, which is turned by a quarter
 * (`irot`, and the same once more in its EXIF data), with a thumbnail. Upright it is red above and blue below.
 */
export function tiledHeic(): Buffer {
  return readFileSync(new URL('../fixtures/phone.heic', import.meta.url));
}

/** The photo with another size in its head. */
export function heicOf(width: number, height: number): Buffer {
  const photo = heic();
  const size = photo.indexOf('ispe') + 8;
  photo.writeUInt32BE(width, size);
  photo.writeUInt32BE(height, size + 4);
  return photo;
}

/** The photo without the end of its pixels. */
export function cutHeic(): Buffer {
  return heic().subarray(0, 600);
}
