import { crc32 } from 'node:zlib';
import sharp from 'sharp';

const SIZE = 96;

/** A PNG of 96 by 96 grey pixels: a gradient whose direction follows from the text, the same each time. */
export function picture(text: string): Promise<Buffer> {
  const turn = crc32(Buffer.from(text)) % 8;
  const pixels = Uint8Array.from({ length: SIZE * SIZE }, (_, place) => {
    const [x, y] = [place % SIZE, Math.floor(place / SIZE)];
    return x * turn + y * (8 - turn);
  });
  return sharp(pixels, { raw: { width: SIZE, height: SIZE, channels: 1 } })
    .png()
    .toBuffer();
}
