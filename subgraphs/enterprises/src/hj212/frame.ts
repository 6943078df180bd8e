import { crc, crcText, type CrcOrder } from './crc.rule.ts';
import { fail, quote, succeed, type Fault, type FaultReason, type Outcome } from './fault.ts';
import { textOf } from './text.rule.ts';

/** What was tolerated, to be counted: the frame is good, its sender is careless. */
export type FrameNote =
  /** A segment beyond the 1,024 bytes of HJ 212-2017 §6.3; real frames reach 1,623. */
  | 'SEGMENT_OVER_1024'
  /** A CRC with its leading zero left out: `880` for `0880`. */
  | 'CRC_SHORT'
  /** A line ended by LF alone. */
  | 'RETURN_MISSING';

/** A frame whose length is right and whose CRC nobody has checked yet: that needs the device's order, so its MN. */
export interface CandidateFrame {
  readonly segment: Buffer;
  /** The segment as text. Not to be trusted before the CRC is checked. */
  readonly text: string;
  /** As received, three or four hexadecimal digits in either case. */
  readonly crc: string;
  readonly notes: readonly FrameNote[];
}

declare const checked: unique symbol;
/** A frame whose CRC was right. Only `checkFrame` makes one, so nothing unchecked can be parsed. */
export type CheckedFrame = CandidateFrame & { readonly [checked]: true };

/** `##`, four digits of length, at most 9,999 bytes of segment, four digits of CRC, CR. */
export const LONGEST_FRAME = 2 + 4 + 9999 + 4 + 1;
const SEGMENT_LIMIT_OF_THE_STANDARD = 1024;
const HEAD = 6;
const CRC_DIGITS = 4;

type Read =
  | { readonly kind: 'frame'; readonly frame: CandidateFrame }
  | { readonly kind: 'fault'; readonly fault: Fault; readonly bytes: Buffer };

/** Reads one line that begins with `##` and has lost its line end. */
export function readFrame(line: Buffer, hasReturn: boolean): Read {
  const refuse = (reason: FaultReason, detail: string): Read => ({
    kind: 'fault',
    bytes: line,
    fault: fail(reason, detail).fault,
  });
  const length = line.toString('latin1', 2, HEAD);
  if (!/^\d{4}$/.test(length))
    return refuse('LENGTH_MALFORMED', `expected four digits, found ${quote(length)}`);
  const crcLength = line.length - HEAD - Number(length);
  if (!isLengthRight(line, crcLength)) {
    const actual = Math.max(0, line.length - HEAD - CRC_DIGITS);
    return refuse('LENGTH_MISMATCH', `expected a segment of ${Number(length)} bytes, found ${actual}`);
  }
  const segment = line.subarray(HEAD, line.length - crcLength);
  const text = textOf(segment);
  if (text === null) return refuse('NOT_TEXT', 'expected a segment of text');
  const given = line.toString('latin1', line.length - crcLength);
  if (!/^[0-9a-f]+$/i.test(given))
    return refuse('CRC_MALFORMED', `expected hexadecimal, found ${quote(given)}`);
  return { kind: 'frame', frame: { segment, text, crc: given, notes: notesOn(segment, given, hasReturn) } };
}

/** A three-digit CRC is believed only behind a closed data area; otherwise a length off by one would look like one. */
function isLengthRight(line: Buffer, crcLength: number): boolean {
  if (crcLength === CRC_DIGITS) return true;
  return crcLength === CRC_DIGITS - 1 && line.toString('latin1', line.length - 5, line.length - 3) === '&&';
}

function notesOn(segment: Buffer, given: string, hasReturn: boolean): FrameNote[] {
  const notes: FrameNote[] = [];
  if (segment.length > SEGMENT_LIMIT_OF_THE_STANDARD) notes.push('SEGMENT_OVER_1024');
  if (given.length < CRC_DIGITS) notes.push('CRC_SHORT');
  if (!hasReturn) notes.push('RETURN_MISSING');
  return notes;
}

/** Checks the CRC in the order set for the frame's device. */
export function checkFrame(frame: CandidateFrame, order: CrcOrder): Outcome<CheckedFrame> {
  const expected = crcText(crc(frame.segment, order));
  const given = frame.crc.toUpperCase().padStart(CRC_DIGITS, '0');
  if (given !== expected) {
    return fail('CRC_MISMATCH', `expected ${expected} (${order} order), found ${quote(frame.crc)}`);
  }
  return succeed(frame as CheckedFrame);
}
