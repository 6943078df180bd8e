import { crc, crcText, type CrcOrder } from './crc.rule.ts';

/** A packet to be sent. Values must hold none of `;`, `,`, `=`, `&` and no line end. */
export interface PacketDraft {
  readonly qn: string;
  readonly st: string;
  readonly cn: string;
  readonly pw: string;
  readonly mn: string;
  /** 0 to 255; see `PacketFlag`. */
  readonly flag: number;
  /** Number of packets and which this is; together, and only under the D bit of `flag`. */
  readonly split?: { readonly pnum: number; readonly pno: number };
  /** Groups of `[key, value]` in the order to be sent. */
  readonly cp: readonly (readonly (readonly [key: string, value: string])[])[];
}

const LONGEST_SEGMENT = 9999;
const DELIMITERS = /[;,=&\r\n]/;

/**
 * A whole frame: `##`, length, segment, CRC in the order of the device, CR LF.
 *
 * @throws RangeError when a value holds a delimiter or the segment exceeds 9,999 bytes: a fault of the caller.
 */
export function encodeFrame(draft: PacketDraft, order: CrcOrder = 'STANDARD'): Buffer {
  return frameSegment(encodeSegment(draft), order);
}

/** Puts length, CRC and line end round a segment, whatever it holds. */
export function frameSegment(segment: string, order: CrcOrder = 'STANDARD'): Buffer {
  const bytes = Buffer.from(segment, 'utf8');
  if (bytes.length > LONGEST_SEGMENT) {
    throw new RangeError(`expected a segment of at most ${LONGEST_SEGMENT} bytes, got ${bytes.length}`);
  }
  const head = `##${String(bytes.length).padStart(4, '0')}`;
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from(`${crcText(crc(bytes, order))}\r\n`)]);
}

function encodeSegment(draft: PacketDraft): string {
  const fields: (readonly [string, string])[] = [
    ['QN', draft.qn],
    ['ST', draft.st],
    ['CN', draft.cn],
    ['PW', draft.pw],
    ['MN', draft.mn],
    ['Flag', String(draft.flag)],
  ];
  if (draft.split) fields.push(['PNUM', String(draft.split.pnum)], ['PNO', String(draft.split.pno)]);
  const area = draft.cp.map((group) => group.map(encodePair).join(',')).join(';');
  return `${fields.map(encodePair).join(';')};CP=&&${area}&&`;
}

function encodePair([key, value]: readonly [string, string]): string {
  if (DELIMITERS.test(key) || DELIMITERS.test(value)) {
    throw new RangeError(`expected ${JSON.stringify(key)} and its value without ; , = & and line ends`);
  }
  return `${key}=${value}`;
}
