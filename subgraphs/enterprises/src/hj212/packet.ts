import { parseDataArea, type DataGroup } from './data-area.ts';
import { FIELD_RULES, type Envelope, type RequiredField } from './envelope.ts';
import { fail, quote, succeed, type Outcome } from './fault.ts';
import { parseFlag, type PacketFlag } from './flag.rule.ts';
import type { CheckedFrame, FrameNote } from './frame.ts';

/** A packet (通讯包) of HJ 212: the data segment of a checked frame, taken apart. */
export interface Packet extends Envelope {
  /** Request number (请求编码), up to 20 characters; a time to the millisecond by the standard, not always in fact. */
  readonly qn: string;
  /** System type (系统编码), two digits: 21 surface water, 32 water source, 31 air source… */
  readonly st: string;
  /** Command (命令编码), four digits: 2011 real time, 2051 minute, 2061 hour, 2031 day… */
  readonly cn: string;
  /** Access password (访问密码). A secret of the device: not for logs. */
  readonly pw: string;
  /** Device number (设备唯一标识). */
  readonly mn: string;
  readonly flag: PacketFlag;
  /** Number of packets of a split message, 1 to 9999; `null` when the message is not split. */
  readonly pnum: number | null;
  /** Which of them this is, 1 to `pnum`; `null` when the message is not split. */
  readonly pno: number | null;
  /** The data area (数据区), groups and pairs in the order sent. */
  readonly cp: readonly DataGroup[];
  /** The data segment as received, without length and CRC. Holds the password: not for logs. */
  readonly segment: string;
  /** Irregularities that were tolerated, to be counted. */
  readonly notes: readonly FrameNote[];
}

type Fields = ReadonlyMap<string, string>;
type Split = Pick<Packet, 'pnum' | 'pno'>;

const AREA_START = 'CP=&&';
const AREA_END = '&&';
const HIGHEST_PACKET_NUMBER = 9999;

/** Takes a checked frame apart. Every deviation, the standard's own misprints included, is a fault and no exception. */
export function parsePacket(frame: CheckedFrame): Outcome<Packet> {
  const parts = splitSegment(frame.text);
  if (!parts.ok) return parts;
  const fields = parseFields(parts.value.head);
  if (!fields.ok) return fields;
  const envelope = readEnvelope(fields.value);
  if (!envelope.ok) return envelope;
  const split = readSplit(fields.value, envelope.value.flag);
  if (!split.ok) return split;
  const cp = parseDataArea(parts.value.area);
  if (!cp.ok) return cp;
  return succeed({
    ...envelope.value,
    ...split.value,
    cp: cp.value,
    segment: frame.text,
    notes: frame.notes,
  });
}

function splitSegment(text: string): Outcome<{ head: string; area: string }> {
  const start = text.indexOf(AREA_START);
  if (start < 0) return fail('FIELD_MISSING', 'expected CP=&&…&&');
  if (text[start - 1] !== ';') {
    return fail(
      'SEPARATOR_MISSING',
      `expected ; before CP, found ${quote(text.slice(Math.max(0, start - 8), start))}`,
    );
  }
  const area = text.slice(start + AREA_START.length);
  if (!area.endsWith(AREA_END) || area.indexOf(AREA_END) !== area.length - AREA_END.length) {
    return fail(
      'SEGMENT_MALFORMED',
      'expected the data area to be closed by && at the end of the segment, once',
    );
  }
  return succeed({ head: text.slice(0, start - 1), area: area.slice(0, -AREA_END.length) });
}

function parseFields(head: string): Outcome<Fields> {
  const fields = new Map<string, string>();
  for (const part of head.split(';')) {
    const at = part.indexOf('=');
    if (at < 1) return fail('SEGMENT_MALFORMED', `expected key=value before CP, found ${quote(part)}`);
    const key = part.slice(0, at);
    if (fields.has(key)) return fail('FIELD_REPEATED', `expected ${quote(key)} once`);
    fields.set(key, part.slice(at + 1));
  }
  return succeed(fields);
}

function readEnvelope(fields: Fields): Outcome<Envelope & Pick<Packet, 'st'>> {
  for (const [name, rule] of Object.entries(FIELD_RULES)) {
    const value = fields.get(name);
    if (value === undefined) return fail('FIELD_MISSING', `expected ${name}`);
    if (!rule.pattern.test(value))
      return fail(rule.reason, `found ${name === 'PW' ? 'another form' : quote(value)}`);
  }
  const field = (name: RequiredField): string => fields.get(name) ?? '';
  const flag = parseFlag(field('Flag'));
  if (!flag) return fail('FLAG_INVALID', `expected 0 to 255, found ${quote(field('Flag'))}`);
  return succeed({
    qn: field('QN'),
    st: field('ST'),
    cn: field('CN'),
    pw: field('PW'),
    mn: field('MN'),
    flag,
  });
}

/** PNUM and PNO mean something only under the D bit; some instruments send `PNUM=1;PNO=1` without it. */
function readSplit(fields: Fields, flag: PacketFlag): Outcome<Split> {
  if (!flag.isSplit) return succeed({ pnum: null, pno: null });
  const pnum = packetNumber(fields.get('PNUM'));
  const pno = packetNumber(fields.get('PNO'));
  if (pnum === undefined || pno === undefined) {
    return fail('FIELD_MISSING', 'expected PNUM and PNO, as Flag says that the packet is split');
  }
  if (pnum === null || pno === null || pno > pnum) {
    return fail('SPLIT_INVALID', `expected 1 ≤ PNO ≤ PNUM ≤ ${HIGHEST_PACKET_NUMBER}`);
  }
  return succeed({ pnum, pno });
}

function packetNumber(text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined;
  return /^\d{1,4}$/.test(text) && Number(text) > 0 ? Number(text) : null;
}
