import { quote } from './fault.ts';
import {
  CRC_BYTES,
  HEAD_BYTES,
  LONGEST_FRAME,
  readBody,
  unread,
  type FrameBody,
  type Scanned,
} from './frame.ts';
import type { LengthRule } from './device-settings.ts';
import { textOf } from './text.rule.ts';

export interface ScannerOptions {
  /** Takes only frames whose length fits a line end of CR LF and whose CRC has four digits. */
  readonly isStrict?: boolean;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const HASH = 0x23;
const AMPERSAND = 0x26;
const ZERO = 0x30;
const LOWER_CASE = 0x20;
const LETTER_A = 0x61;
const NOWHERE = -1;
const NOTHING = Buffer.alloc(0);
const FRAME_START = '##';
const QUOTED = 20;
const SPARE_BYTES = 1024;
/** No segment is shorter: `ST=32;CN=2011;PW=1;MN=1;CP=&&&&`. */
const LEAST_SEGMENT = 31;
/** CRC, CR and LF, which some instruments count into the length. */
const COUNTED_BEHIND_SEGMENT = CRC_BYTES + 2;

/** Bytes held back at most: a start further back than one longest frame can no longer begin one. */
export const LONGEST_HELD = 2 * LONGEST_FRAME;

/**
 * Cuts a byte stream into frames (通讯包). Incremental: the result is the same however the bytes are cut, and the work
 * is linear in them: each byte is looked at once, and an end is compared with two starts.
 *
 * A frame ends where its length and `&&` with four hexadecimal digits agree, whether a line end follows or not, or at
 * a line end that its length fits. A wrong length costs its own frame and not the next. Never throws; holds at most two
 * longest frames (20,020 bytes) between calls.
 */
export class FrameScanner {
  readonly #isStrict: boolean;
  #buffer: Buffer = NOTHING;
  /** Position in the stream of the buffer's first byte. All positions below are of the stream. */
  #base = 0;
  /** Bytes in the buffer. */
  #length = 0;
  /** The first byte that belongs to nothing yet, and the next to be looked at. */
  #from = 0;
  #at = 0;
  /** The oldest `##` that a length follows, and the newest of all. */
  #start = NOWHERE;
  #lastStart = NOWHERE;
  /** Whether a length is known to follow the oldest start. */
  #hasLength = false;
  /** Behind the last `&&`. */
  #area = NOWHERE;
  #lineEnd: 'none' | 'awaited' | 'return seen' = 'none';
  #isOverlong = false;

  constructor({ isStrict = false }: ScannerOptions = {}) {
    this.#isStrict = isStrict;
  }

  /** Bytes held back for the next call, for tests and gauges. */
  get pendingBytes(): number {
    return this.#base + this.#length - this.#from;
  }

  /** Takes the next bytes, which must not change afterwards; returns every frame and fault that they complete. */
  push(chunk: Uint8Array): Scanned[] {
    const found: Scanned[] = [];
    this.#append(chunk);
    this.#look(found);
    return found;
  }

  /** The stream has ended: the bytes held back will never be a frame. */
  finish(): Scanned[] {
    const found: Scanned[] = [];
    if (this.#lineEnd !== 'none') this.#noLineEnd(found);
    if (!this.#isOverlong) this.#reportNoise(this.#from, this.#base + this.#length, found);
    this.#isOverlong = false;
    this.#restartAt(this.#base + this.#length);
    this.#append(NOTHING);
    return found;
  }

  /** Frames point into the buffer, so it is never written over: bytes that do not fit go on in a new one. */
  #append(chunk: Uint8Array): void {
    const held = this.pendingBytes;
    if (held === 0) {
      this.#buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      this.#base = this.#from;
      this.#length = chunk.length;
      return;
    }
    if (this.#buffer.length - this.#length < chunk.length) {
      const larger = Buffer.allocUnsafeSlow(2 * (held + chunk.length) + SPARE_BYTES);
      this.#buffer.copy(larger, 0, this.#from - this.#base, this.#length);
      this.#buffer = larger;
      this.#base = this.#from;
      this.#length = held;
    }
    this.#buffer.set(chunk, this.#length);
    this.#length += chunk.length;
  }

  #look(found: Scanned[]): void {
    while (this.#at < this.#base + this.#length) {
      if (this.#lineEnd !== 'none' && this.#takesLineEnd(found)) continue;
      const byte = this.#findMark();
      if (byte === LINE_FEED) this.#takeLine(found);
      else if (byte > AMPERSAND) this.#takeEnd(found);
      if (this.#at - this.#from > LONGEST_HELD) this.#slide(found);
    }
  }

  /**
   * The hot loop: goes on behind the next line feed or the fourth byte behind `&&`, and remembers starts on the way.
   * @returns that byte; 0 when none came before the end of the bytes that are there or may be held.
   */
  #findMark(): number {
    const buffer = this.#buffer;
    const base = this.#base;
    const from = this.#from - base;
    const end = Math.min(this.#length, from + LONGEST_HELD + 1);
    let crcAt = this.#area < 0 ? NOWHERE : this.#area + CRC_BYTES - 1 - this.#base;
    let at = this.#at - this.#base;
    let byte = 0;
    for (; at < end; at += 1) {
      byte = buffer[at] ?? 0;
      if (byte > AMPERSAND) {
        if (at === crcAt && this.#start >= 0 && this.#startEndingAt(base + at + 1) >= 0) break;
      } else if (byte === LINE_FEED) break;
      else if (at > from && (byte === AMPERSAND || byte === HASH) && buffer[at - 1] === byte) {
        if (byte === AMPERSAND) crcAt = at + CRC_BYTES;
        // A third # makes a start that no length follows: the next one counts.
        else if (at + 1 >= end || buffer[at + 1] !== HASH) this.#remember(at - 1);
      }
    }
    this.#area = crcAt < 0 ? NOWHERE : this.#base + crcAt - CRC_BYTES + 1;
    this.#at = this.#base + Math.min(at + 1, end);
    return at < end ? byte : 0;
  }

  #remember(at: number): void {
    const start = this.#base + at;
    this.#lastStart = start;
    if (this.#hasLength) return;
    // The bytes behind the start before are there by now, so that their meaning is settled.
    this.#hasLength = this.#start >= this.#from && this.#endOf(this.#start) >= 0;
    if (!this.#hasLength) this.#start = start;
  }

  /** Four bytes stand behind `&&`: the end of a frame, when they are a CRC and a start claims them. */
  #takeEnd(found: Scanned[]): void {
    if (this.#isStrict) return;
    const start = this.#startEndingAt(this.#at);
    if (start < 0 || !isHexadecimal(this.#buffer, this.#area - this.#base)) return;
    this.#giveUp(this.#from, start, found);
    this.#emit(start, this.#at, CRC_BYTES, 'SEGMENT', found);
    this.#restartAt(this.#at);
    this.#lineEnd = 'awaited';
  }

  #takeLine(found: Scanned[]): void {
    const feed = this.#at - 1;
    const hasReturn = feed > this.#from && this.#buffer[feed - 1 - this.#base] === CARRIAGE_RETURN;
    const end = hasReturn ? feed - 1 : feed;
    const fit = this.#fitAt(end);
    if (fit && (hasReturn || !this.#isStrict)) {
      this.#giveUp(this.#from, fit.start, found);
      this.#emit(fit.start, end, fit.crcBytes, fit.lengthRule, found);
      if (!hasReturn) found.push({ kind: 'leniency', leniency: 'RETURN_MISSING' });
    } else this.#giveUp(this.#from, end, found);
    this.#isOverlong = false;
    this.#restartAt(this.#at);
  }

  /** The start whose frame ends at a line end: exactly, with a short CRC, or with a length that counts six bytes more. */
  #fitAt(end: number): ({ readonly start: number } & Omit<FrameBody, 'line'>) | null {
    const exact = this.#startEndingAt(end);
    if (exact >= 0) return { start: exact, crcBytes: CRC_BYTES, lengthRule: 'SEGMENT' };
    if (this.#isStrict) return null;
    // A CRC of three digits is believed only behind a closed area: else a length off by one would look like one.
    const short = this.#area === end - CRC_BYTES + 1 ? this.#startEndingAt(end + 1) : NOWHERE;
    if (short >= 0) return { start: short, crcBytes: CRC_BYTES - 1, lengthRule: 'SEGMENT' };
    const counted =
      this.#area === end - CRC_BYTES ? this.#startEndingAt(end + COUNTED_BEHIND_SEGMENT) : NOWHERE;
    return counted < 0 ? null : { start: counted, crcBytes: CRC_BYTES, lengthRule: 'SEGMENT_CRC_LINE_END' };
  }

  /** The start, the oldest or the newest, whose length says that it ends here. */
  #startEndingAt(end: number): number {
    if (this.#start >= this.#from && this.#endOf(this.#start) === end) return this.#start;
    return this.#lastStart >= this.#from && this.#endOf(this.#lastStart) === end ? this.#lastStart : NOWHERE;
  }

  #endOf(start: number): number {
    const length = this.#lengthAt(start);
    return length < LEAST_SEGMENT ? NOWHERE : start + HEAD_BYTES + length + CRC_BYTES;
  }

  #emit(start: number, end: number, crcBytes: number, lengthRule: LengthRule, found: Scanned[]): void {
    found.push(readBody({ line: this.#bytes(start, end), crcBytes, lengthRule }));
    this.#isOverlong = false;
  }

  /** Takes a CR or LF behind a frame; false when the byte is neither. */
  #takesLineEnd(found: Scanned[]): boolean {
    const byte = this.#buffer[this.#at - this.#base];
    const wasReturnSeen = this.#lineEnd === 'return seen';
    if (byte === CARRIAGE_RETURN && !wasReturnSeen) this.#lineEnd = 'return seen';
    else if (byte === LINE_FEED) {
      if (!wasReturnSeen) found.push({ kind: 'leniency', leniency: 'RETURN_MISSING' });
      this.#lineEnd = 'none';
    } else {
      this.#noLineEnd(found);
      return false;
    }
    this.#restartAt(this.#at + 1);
    return true;
  }

  #noLineEnd(found: Scanned[]): void {
    found.push({ kind: 'leniency', leniency: 'LINE_END_MISSING' });
    this.#lineEnd = 'none';
  }

  /** Reports bytes that are no frame: the last start among them by the parts that it lacks, the rest as noise. */
  #giveUp(from: number, to: number, found: Scanned[]): void {
    // The bytes of an overlong line were reported when the limit was passed.
    if (this.#isOverlong || from === to) return;
    const bytes = this.#bytes(from, to);
    const start = bytes.lastIndexOf(FRAME_START);
    this.#reportNoise(from, start < 0 ? to : from + start, found);
    if (start >= 0) found.push(unfinished(bytes.subarray(start)));
  }

  #reportNoise(from: number, to: number, found: Scanned[]): void {
    const bytes = this.#bytes(from, to);
    if (bytes.every((byte) => byte === CARRIAGE_RETURN)) return;
    found.push(noise(bytes));
  }

  /** Drops bytes that can no longer begin a frame. */
  #slide(found: Scanned[]): void {
    if (!this.#isOverlong) {
      const bytes = this.#bytes(this.#from, this.#from + LONGEST_FRAME);
      found.push(unread(bytes, 'FRAME_TOO_LONG', `expected a frame within ${LONGEST_FRAME} bytes`));
    }
    this.#isOverlong = true;
    this.#from = this.#at - LONGEST_FRAME;
    this.#hasLength &&= this.#start >= this.#from;
  }

  #restartAt(position: number): void {
    this.#from = position;
    this.#at = position;
    this.#start = NOWHERE;
    this.#lastStart = NOWHERE;
    this.#hasLength = false;
    this.#area = NOWHERE;
  }

  #bytes(from: number, to: number): Buffer {
    return this.#buffer.subarray(from - this.#base, to - this.#base);
  }

  #lengthAt(start: number): number {
    let length = 0;
    for (let at = start + 2 - this.#base; at < start + HEAD_BYTES - this.#base; at += 1) {
      const digit = (this.#buffer[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) return NOWHERE;
      length = 10 * length + digit;
    }
    return length;
  }
}

function isHexadecimal(bytes: Buffer, from: number): boolean {
  for (let at = from; at < from + CRC_BYTES; at += 1) {
    const byte = bytes[at] ?? 0;
    const letter = byte | LOWER_CASE;
    const isDigit = byte >= ZERO && byte <= ZERO + 9;
    if (!isDigit && (letter < LETTER_A || letter > LETTER_A + 5)) return false;
  }
  return true;
}

/** A start that did not become a frame, to its line end or to the next frame. */
function unfinished(bytes: Buffer): Scanned {
  const length = bytes.toString('latin1', 2, HEAD_BYTES);
  if (!/^\d{4}$/.test(length)) {
    return unread(bytes, 'LENGTH_MALFORMED', `expected four digits, found ${quote(length)}`);
  }
  const actual = Math.max(0, bytes.length - HEAD_BYTES - CRC_BYTES);
  return unread(bytes, 'LENGTH_MISMATCH', `expected a segment of ${Number(length)} bytes, found ${actual}`);
}

function noise(bytes: Buffer): Scanned {
  const kept = bytes.subarray(0, LONGEST_FRAME);
  const text = textOf(kept);
  if (text === null) return unread(kept, 'NOT_TEXT', `${bytes.length} bytes outside a frame are no text`);
  const beginning = quote(text.slice(0, QUOTED));
  return text.startsWith(FRAME_START)
    ? unread(kept, 'FRAME_TORN', `expected a whole frame, found ${bytes.length} bytes: ${beginning}`)
    : unread(kept, 'FRAME_START_MISSING', `expected ##, found ${bytes.length} bytes: ${beginning}`);
}
