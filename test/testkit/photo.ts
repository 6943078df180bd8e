import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { demand } from './client.ts';
import { ROOT } from './process.ts';

/** The HEIC photo of 2016 by 1512 pixels that the package of files has: it names a telephone, a time and a place. */
export function heicPhoto(): Buffer {
  return readFileSync(join(ROOT, 'packages/files/fixtures/photo.heic'));
}

/** A real PNG of 16 by 16 pixels, another one each time, with as many bytes of text beside it as are asked for. */
export function photo(bytesMore = 0): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(16, 0);
  head.writeUInt32BE(16, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const pixels = Buffer.concat(
    Array.from({ length: 16 }, () => Buffer.concat([Buffer.alloc(1), randomBytes(16)])),
  );
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(pixels)),
    chunk('tEXt', Buffer.concat([Buffer.from('Comment\0', 'latin1'), Buffer.alloc(bytesMore, 'x')])),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

export interface PhotoWish {
  readonly purpose: string;
  readonly subjectId?: string;
  readonly moment?: string;
  /** Absent: image/png. */
  readonly mediaType?: string;
}

export interface SentPhoto {
  readonly id: string;
  readonly status: number;
  /** The code of the refusal. */
  readonly code?: string;
}

const CREATE =
  'mutation ($input: CreateUploadInput!) { createUpload(input: $input) { url attachment { id } } }';

/** Declares a photo and sends it, as a phone does; the sent photo may be another than the declared one. */
export async function sendPhoto(
  url: string,
  bearer: string | undefined,
  wish: PhotoWish,
  content = photo(),
  sent = content,
): Promise<SentPhoto> {
  const input = {
    idempotencyKey: randomUUID(),
    mediaType: 'image/png',
    sizeBytes: sent.length,
    ...wish,
    sha256: createHash('sha256').update(sent).digest('hex'),
  };
  const { createUpload } = await demand<{ createUpload: { url: string; attachment: { id: string } } }>(
    url,
    bearer,
    CREATE,
    { input },
  );
  const answer = await fetch(new URL(createUpload.url, url), { method: 'PUT', body: new Uint8Array(sent) });
  const { errors } = (await answer.json()) as { errors?: Array<{ extensions: { code: string } }> };
  const code = errors?.[0]?.extensions.code;
  return { id: createUpload.attachment.id, status: answer.status, ...(code && { code }) };
}
