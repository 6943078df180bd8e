import { TextDecoder } from 'node:util';

// HJ 212 lines hold printable characters only; the line end itself is cut off before.
const FIRST_PRINTABLE = 0x20;
const DELETE = 0x7f;
const utf8 = new TextDecoder('utf-8', { fatal: true });
const gb18030 = new TextDecoder('gb18030', { fatal: true });

/**
 * The text of a line, or `null` when the bytes are no text.
 *
 * HJ 212 is ASCII, but the log information (现场机日志, CN 3020) carries Chinese, in UTF-8 from newer instruments and
 * GB 18030 from older ones; both are taken, and never mixed, because each decoder is strict.
 */
export function textOf(bytes: Uint8Array): string | null {
  let isAscii = true;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < FIRST_PRINTABLE || byte === DELETE) return null;
    if (byte > DELETE) isAscii = false;
  }
  if (isAscii) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return decoded(utf8, bytes) ?? decoded(gb18030, bytes);
}

function decoded(decoder: TextDecoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
