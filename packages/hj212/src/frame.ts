import { crc, crcText, type CrcOrder } from './crc.rule.ts';
import { STANDARD_SETTINGS, type DeviceSettings, type LengthRule } from './device-settings.ts';
import { fail, quote, succeed, type Fault, type FaultReason, type Outcome } from './fault.ts';
import type { Leniency } from './leniency.ts';
import { textOf } from './text.rule.ts';

/** A frame whose length is right and whose CRC is not checked yet: that needs the device's settings, so its MN. */
export interface CandidateFrame {
  readonly segment: Buffer;
  /** The segment as text. Not to be trusted before the CRC is checked. */
  readonly text: string;
  /** As received, three or four hexadecimal digits in either case. */
  readonly crc: string;
  /** The rule by which its length is right. */
  readonly lengthRule: LengthRule;
  readonly leniencies: readonly Leniency[];
}

declare const checked: unique symbol;
/** A frame whose CRC was right. Only `checkFrame` makes one, so nothing unchecked can be parsed. */
export type CheckedFrame = CandidateFrame & { readonly [checked]: true };

/** One thing found in a stream. `bytes` of a fault are those given up, at most one longest frame. */
export type Scanned =
  | { readonly kind: 'frame'; readonly frame: CandidateFrame }
  | { readonly kind: 'leniency'; readonly leniency: Leniency }
  | { readonly kind: 'fault'; readonly fault: Fault; readonly bytes: Buffer };

/** `##` and four digits of length. */
export const HEAD_BYTES = 6;
export const CRC_BYTES = 4;
/** `##`, four digits of length, at most 9,999 bytes of segment, four digits of CRC, CR. */
export const LONGEST_FRAME = HEAD_BYTES + 9999 + CRC_BYTES + 1;

const STANDARD_SEGMENT_BYTES = 1024;

/** The part of a frame between its length and its line end, by the place of its CRC. */
export interface FrameBody {
  readonly line: Buffer;
  readonly crcBytes: number;
  readonly lengthRule: LengthRule;
}

/** Reads a body whose length is known to be right. */
export function readBody({ line, crcBytes, lengthRule }: FrameBody): Scanned {
  const segment = line.subarray(HEAD_BYTES, line.length - crcBytes);
  const text = textOf(segment);
  if (text === null) return unread(line, 'NOT_TEXT', 'expected a segment of text');
  const given = line.toString('latin1', line.length - crcBytes);
  if (!/^[0-9a-fA-F]+$/.test(given)) {
    return unread(line, 'CRC_MALFORMED', `expected hexadecimal, found ${quote(given)}`);
  }
  const leniencies: Leniency[] = [];
  if (segment.length > STANDARD_SEGMENT_BYTES) leniencies.push('SEGMENT_OVER_1024');
  if (crcBytes < CRC_BYTES) leniencies.push('CRC_SHORT');
  return { kind: 'frame', frame: { segment, text, crc: given, lengthRule, leniencies } };
}

export function unread(bytes: Buffer, reason: FaultReason, detail: string): Scanned {
  return { kind: 'fault', bytes, fault: fail(reason, detail).fault };
}

/**
 * Checks length rule and CRC by the settings of the frame's device.
 *
 * A frame that is right by other settings has a fault of its own (`CRC_ORDER_WRONG`, `LENGTH_RULE_WRONG`): the settings
 * are never guessed, but an operator can see that they are wrong.
 */
export function checkFrame(
  frame: CandidateFrame,
  { crcOrder, lengthRule }: Pick<DeviceSettings, 'crcOrder' | 'lengthRule'> = STANDARD_SETTINGS,
): Outcome<CheckedFrame> {
  const given = Number.parseInt(frame.crc, 16);
  const expected = crc(frame.segment, crcOrder);
  if (given !== expected) return refuseCrc(frame, given, expected, crcOrder);
  if (frame.lengthRule !== lengthRule) {
    return fail('LENGTH_RULE_WRONG', `expected a length by ${lengthRule}, found one by ${frame.lengthRule}`);
  }
  return succeed(frame as CheckedFrame);
}

function refuseCrc(
  { segment, crc: text }: CandidateFrame,
  given: number,
  expected: number,
  order: CrcOrder,
): ReturnType<typeof fail> {
  const other = order === 'STANDARD' ? 'MODBUS' : 'STANDARD';
  if (crc(segment, other) === given) {
    return fail('CRC_ORDER_WRONG', `expected a CRC in ${order} order, found one in ${other} order`);
  }
  return fail('CRC_MISMATCH', `expected ${crcText(expected)} (${order} order), found ${quote(text)}`);
}
