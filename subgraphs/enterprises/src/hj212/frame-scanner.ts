import { fail, quote, type Fault } from './fault.ts';
import { LONGEST_FRAME, readFrame, type CandidateFrame } from './frame.ts';
import { textOf } from './text.rule.ts';

/** One thing found in the stream, in the order of the stream. `bytes` of a fault is what was given up, cut to one frame. */
export type Scanned =
  | { readonly kind: 'frame'; readonly frame: CandidateFrame }
  | { readonly kind: 'fault'; readonly fault: Fault; readonly bytes: Buffer };

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const FRAME_START = '##';
const NOTHING = Buffer.alloc(0);

/**
 * Cuts a byte stream into frames (通讯包). Incremental: bytes may come one by one or many frames at once.
 *
 * The line end is trusted, not the length: a length that is too great would swallow the next good frame. Within a
 * line the frame is the `##` whose length fits the line end, so noise before it does no harm. Never throws; holds at
 * most one longest frame (10,011 bytes) between calls.
 */
export class FrameScanner {
  #pending: Buffer = NOTHING;
  #isOverlong = false;

  /** Bytes held back for the next call, for tests and gauges. */
  get pendingBytes(): number {
    return this.#pending.length;
  }

  /** Takes the next bytes; returns every frame and fault that they complete. */
  push(chunk: Uint8Array): Scanned[] {
    const bytes = Buffer.concat([this.#pending, chunk]);
    const found: Scanned[] = [];
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      this.#takeLine(bytes.subarray(start, end), found);
      start = end + 1;
    }
    this.#keep(bytes.subarray(start), found);
    return found;
  }

  /** The stream has ended: what is held back will never be a frame. */
  finish(): Scanned[] {
    const found: Scanned[] = [];
    if (!this.#isOverlong) reportNoise(this.#pending, found);
    this.#pending = NOTHING;
    return found;
  }

  #takeLine(raw: Buffer, found: Scanned[]): void {
    const hasReturn = raw.at(-1) === CARRIAGE_RETURN;
    const wasOverlong = this.#isOverlong;
    this.#isOverlong = false;
    const line = hasReturn ? raw.subarray(0, -1) : raw;
    const start = startOfFrame(line);
    // What precedes the frame in an overlong line has been reported when the limit was passed.
    if (!wasOverlong) reportNoise(start < 0 ? line : line.subarray(0, start), found);
    if (start >= 0) found.push(readFrame(Buffer.from(line.subarray(start)), hasReturn));
  }

  #keep(rest: Buffer, found: Scanned[]): void {
    if (rest.length <= LONGEST_FRAME) {
      this.#pending = Buffer.from(rest);
      return;
    }
    if (!this.#isOverlong) found.push(overlong(rest));
    this.#isOverlong = true;
    this.#pending = Buffer.from(tailThatMayStillBeAFrame(rest));
  }
}

/** The first `##` whose length ends the line; failing that the last `##`; -1 without any. */
function startOfFrame(line: Buffer): number {
  const last = line.lastIndexOf(FRAME_START);
  for (let at = line.indexOf(FRAME_START); at >= 0 && at < last; at = line.indexOf(FRAME_START, at + 1)) {
    if (readFrame(line.subarray(at), true).kind === 'frame') return at;
  }
  return last;
}

function reportNoise(bytes: Buffer, found: Scanned[]): void {
  if (bytes.length === 0) return;
  const text = textOf(bytes);
  const { fault } =
    text === null
      ? fail('NOT_TEXT', `${bytes.length} bytes outside a frame are no text`)
      : text.startsWith(FRAME_START)
        ? fail('LINE_END_MISSING', `expected CR LF at the end of ${quote(text.slice(0, 20))}`)
        : fail(
            'FRAME_START_MISSING',
            `expected ##, found ${bytes.length} bytes: ${quote(text.slice(0, 20))}`,
          );
  found.push({ kind: 'fault', fault, bytes: Buffer.from(bytes.subarray(0, LONGEST_FRAME)) });
}

function overlong(bytes: Buffer): Scanned {
  const { fault } = fail('FRAME_TOO_LONG', `expected a line end within ${LONGEST_FRAME} bytes`);
  return { kind: 'fault', fault, bytes: Buffer.from(bytes.subarray(0, LONGEST_FRAME)) };
}

/** Anything that starts earlier can no longer end in time; a `#` at the very end may be half of a start. */
function tailThatMayStillBeAFrame(bytes: Buffer): Buffer {
  const start = bytes.indexOf(FRAME_START, bytes.length - LONGEST_FRAME);
  if (start >= 0) return bytes.subarray(start);
  return bytes.at(-1) === FRAME_START.charCodeAt(0) ? bytes.subarray(-1) : NOTHING;
}
