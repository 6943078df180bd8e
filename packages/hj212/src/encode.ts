import { crc, crcText } from './crc.rule.ts';
import type { DataGroup } from './data-area.ts';
import { STANDARD_SETTINGS, type DeviceSettings } from './device-settings.ts';

/** A packet to be sent. Values must hold none of `;`, `,`, `=`, `&` and no line end. */
export interface PacketDraft {
  /** `null` leaves the field out, as uploads of the 2005 edition do. */
  readonly qn: string | null;
  readonly st: string;
  readonly cn: string;
  readonly pw: string;
  readonly mn: string;
  /** 0 to 255; see `PacketFlag`. `null` leaves the field out. */
  readonly flag: number | null;
  /** Number of packets and the position of this one; together, and only under the D bit of `flag`. */
  readonly split?: { readonly pnum: number; readonly pno: number };
  /** Groups of `[key, value]` in the order to be sent. */
  readonly cp: readonly DataGroup[];
}

type Framing = Partial<Pick<DeviceSettings, 'crcOrder' | 'lengthRule'>>;

const LONGEST_SEGMENT = 9999;
/** CRC, CR and LF. */
const COUNTED_BEHIND_SEGMENT = 6;
const DELIMITERS = /[;,=&\r\n]/;

/**
 * A whole frame: `##`, length, segment, CRC, CR LF, as the settings of the device say.
 *
 * @throws RangeError when a value holds a delimiter or the segment exceeds 9,999 bytes: a fault of the caller.
 */
export function encodeFrame(draft: PacketDraft, framing: Framing = STANDARD_SETTINGS): Buffer {
  return frameSegment(encodeSegment(draft), framing);
}

/** Puts length, CRC and line end round a segment, without a look at its content. */
export function frameSegment(
  segment: string,
  { crcOrder = 'STANDARD', lengthRule = 'SEGMENT' }: Framing = STANDARD_SETTINGS,
): Buffer {
  const bytes = Buffer.from(segment, 'utf8');
  const length = bytes.length + (lengthRule === 'SEGMENT' ? 0 : COUNTED_BEHIND_SEGMENT);
  if (length > LONGEST_SEGMENT) {
    throw new RangeError(`expected a segment of at most ${LONGEST_SEGMENT} bytes, got ${bytes.length}`);
  }
  const head = `##${String(length).padStart(4, '0')}`;
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from(`${crcText(crc(bytes, crcOrder))}\r\n`)]);
}

function encodeSegment({ qn, st, cn, pw, mn, flag, split, cp }: PacketDraft): string {
  const fields: (readonly [string, string])[] = [
    ['ST', st],
    ['CN', cn],
    ['PW', pw],
    ['MN', mn],
  ];
  if (qn !== null) fields.unshift(['QN', qn]);
  if (flag !== null) fields.push(['Flag', String(flag)]);
  if (split) fields.push(['PNUM', String(split.pnum)], ['PNO', String(split.pno)]);
  const area = cp.map((group) => group.map(encodePair).join(',')).join(';');
  return `${fields.map(encodePair).join(';')};CP=&&${area}&&`;
}

function encodePair([key, value]: readonly [string, string]): string {
  if (DELIMITERS.test(key) || DELIMITERS.test(value)) {
    throw new RangeError(`expected ${JSON.stringify(key)} and its value without ; , = & and line ends`);
  }
  return `${key}=${value}`;
}
