import { parseDataArea, type DataGroup } from './data-area.ts';
import { STANDARD_SETTINGS, type DeviceSettings, type Edition } from './device-settings.ts';
import { FIELD_RULES, type Envelope } from './envelope.ts';
import { fail, quote, succeed, type Fault, type Outcome } from './fault.ts';
import { parseFlag, type PacketFlag } from './flag.rule.ts';
import type { CheckedFrame } from './frame.ts';
import type { Leniency } from './leniency.ts';

/** A packet (通讯包) of HJ 212: the data segment of a checked frame, taken apart. */
export interface Packet extends Envelope {
  /** Number of packets of a split message, 1 to 9999; `null` when the message is not split. */
  readonly pnum: number | null;
  /** The position of this one among them, 1 to `pnum`; `null` when the message is not split. */
  readonly pno: number | null;
  /** The data area (数据区), groups and pairs in the order sent. */
  readonly cp: readonly DataGroup[];
  /** The data segment as received, without length and CRC. Holds the password: not for logs. */
  readonly segment: string;
  /** The deviations from the standard that were taken, to be counted. */
  readonly leniencies: readonly Leniency[];
}

interface Fields {
  QN?: string;
  ST?: string;
  CN?: string;
  PW?: string;
  MN?: string;
  Flag?: string;
  PNUM?: string;
  PNO?: string;
}

const KNOWN: ReadonlySet<string> = new Set(['QN', 'ST', 'CN', 'PW', 'MN', 'Flag', 'PNUM', 'PNO']);
const AREA_START = 'CP=&&';
const AREA_END = '&&';
const SEMICOLON = 0x3b;
const HIGHEST_PACKET_NUMBER = 9999;

/**
 * Takes a checked frame apart by the edition of its device. Every deviation is a fault and no exception, or a leniency
 * that is named in the packet.
 */
export function parsePacket(
  frame: CheckedFrame,
  { edition, isStrict = false }: Pick<DeviceSettings, 'edition' | 'isStrict'> = STANDARD_SETTINGS,
): Outcome<Packet> {
  const { text } = frame;
  const leniencies = [...frame.leniencies];
  const start = text.indexOf(AREA_START);
  const shape = shapeFault(text, start);
  if (shape) return { ok: false, fault: shape };
  const fields = parseFields(text, start, leniencies);
  if (!fields.ok) return fields;
  const envelope = readEnvelope(fields.value, edition);
  if (!envelope.ok) return envelope;
  const { flag } = envelope.value;
  if (flag && flag.edition !== edition) leniencies.push('EDITION_DIFFERS');
  const split = readSplit(fields.value, flag, leniencies);
  if (!split.ok) return split;
  const cp = parseDataArea(text, start + AREA_START.length, text.length - AREA_END.length, leniencies);
  if (isStrict && leniencies.length > 0) return fail('NOT_STRICT', leniencies.join(', '));
  return succeed({ ...envelope.value, ...split.value, cp, segment: text, leniencies });
}

function shapeFault(text: string, start: number): Fault | null {
  if (start < 0) return fail('FIELD_MISSING', 'expected CP=&&…&&').fault;
  if (text.charCodeAt(start - 1) !== SEMICOLON && !text.startsWith('; ', start - 2)) {
    const found = quote(text.slice(Math.max(0, start - 8), start));
    return fail('SEPARATOR_MISSING', `expected ; before CP, found ${found}`).fault;
  }
  const area = start + AREA_START.length;
  // The first && behind the start must be the one at the end.
  if (area > text.length - 2 || text.indexOf(AREA_END, area) !== text.length - AREA_END.length) {
    return fail(
      'SEGMENT_MALFORMED',
      'expected the data area to be closed by && at the end of the segment, once',
    ).fault;
  }
  return null;
}

function parseFields(text: string, end: number, leniencies: Leniency[]): Outcome<Fields> {
  const fields: Fields = {};
  for (let from = 0; from < end;) {
    if (text[from] === ' ' && from > 0) {
      leniencies.push('BLANK_BEHIND_SEPARATOR');
      from += 1;
      continue;
    }
    const found = text.indexOf(';', from);
    const to = found < 0 || found > end ? end : found;
    const at = text.indexOf('=', from);
    if (at <= from || at > to) {
      return fail('SEGMENT_MALFORMED', `expected key=value before CP, found ${quote(text.slice(from, to))}`);
    }
    const key = text.slice(from, at);
    if (!KNOWN.has(key)) leniencies.push('FIELD_UNKNOWN');
    else if (fields[key as keyof Fields] !== undefined) return fail('FIELD_REPEATED', `expected ${key} once`);
    else fields[key as keyof Fields] = text.slice(at + 1, to);
    from = to + 1;
  }
  return succeed(fields);
}

function readEnvelope(fields: Fields, edition: Edition): Outcome<Envelope> {
  const fault = envelopeFault(fields, edition);
  if (fault) return { ok: false, fault };
  const { QN: qn = null, ST: st = '', CN: cn = '', PW: pw = '', MN: mn = '', Flag } = fields;
  if (Flag === undefined) return succeed({ qn, st, cn, pw, mn, flag: null });
  const flag = parseFlag(Flag);
  if (!flag) return fail('FLAG_INVALID', `expected 0 to 255, found ${quote(Flag)}`);
  return succeed({ qn, st, cn, pw, mn, flag });
}

/** Uploads of the 2005 edition carry neither QN nor Flag. */
const OPTIONAL_IN_2005: ReadonlySet<string> = new Set(['QN', 'Flag']);
const RULES = Object.entries(FIELD_RULES) as [keyof typeof FIELD_RULES, (typeof FIELD_RULES)['QN']][];

function envelopeFault(fields: Fields, edition: Edition): Fault | null {
  for (const [name, { pattern, reason }] of RULES) {
    const value = fields[name];
    if (value === undefined) {
      if (edition === '2005' && OPTIONAL_IN_2005.has(name)) continue;
      return fail('FIELD_MISSING', `expected ${name}`).fault;
    }
    if (!pattern.test(value)) {
      return fail(reason, `found ${name === 'PW' ? 'another form' : quote(value)}`).fault;
    }
  }
  return null;
}

/** PNUM and PNO mean something only under the D bit; some instruments send `PNUM=1;PNO=1` without it. */
function readSplit(
  { PNUM, PNO }: Fields,
  flag: PacketFlag | null,
  leniencies: Leniency[],
): Outcome<Pick<Packet, 'pnum' | 'pno'>> {
  if (!flag?.isSplit) {
    if (PNUM !== undefined || PNO !== undefined) leniencies.push('SPLIT_UNANNOUNCED');
    return succeed({ pnum: null, pno: null });
  }
  if (PNUM === undefined || PNO === undefined) {
    return fail('FIELD_MISSING', 'expected PNUM and PNO, as Flag says that the packet is split');
  }
  const pnum = packetNumber(PNUM);
  const pno = packetNumber(PNO);
  if (pnum === null || pno === null || pno > pnum) {
    return fail('SPLIT_INVALID', `expected 1 ≤ PNO ≤ PNUM ≤ ${HIGHEST_PACKET_NUMBER}`);
  }
  return succeed({ pnum, pno });
}

function packetNumber(text: string): number | null {
  return /^\d{1,4}$/.test(text) && Number(text) > 0 ? Number(text) : null;
}
