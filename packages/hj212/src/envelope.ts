import type { FaultReason } from './fault.ts';
import { parseFlag, type PacketFlag } from './flag.rule.ts';

/** The fields before CP that name a packet and its sender. */
export interface Envelope {
  /** Request number (请求编码), up to 20 characters; `null` in uploads of the 2005 edition, which carry none. */
  readonly qn: string | null;
  /** System type (系统编码), two digits: 21 surface water, 32 water source, 31 air source… */
  readonly st: string;
  /** Command (命令编码), four digits: 2011 real time, 2051 minute, 2061 hour, 2031 day… */
  readonly cn: string;
  /** Access password (访问密码). A secret of the device: not for logs. */
  readonly pw: string;
  /** Device number (设备唯一标识). */
  readonly mn: string;
  /** `null` in uploads of the 2005 edition, which carry none: they want no answer. */
  readonly flag: PacketFlag | null;
}

/** The fields of a packet that its answer needs. */
export interface Asked extends Pick<Envelope, 'cn' | 'pw' | 'mn'> {
  readonly qn: string;
  readonly flag: PacketFlag;
}

/**
 * The form of each field, a little wider than the standard's lengths because real devices are: and narrow enough
 * that echoing a field in an answer can break no frame.
 */
export const FIELD_RULES = {
  QN: { pattern: /^[0-9A-Za-z]{1,20}$/, reason: 'QN_INVALID' },
  ST: { pattern: /^\d{2}$/, reason: 'ST_INVALID' },
  CN: { pattern: /^\d{4}$/, reason: 'CN_INVALID' },
  PW: { pattern: /^[0-9A-Za-z]{1,32}$/, reason: 'PW_INVALID' },
  MN: { pattern: /^[0-9A-Za-z_-]{1,40}$/, reason: 'MN_INVALID' },
  Flag: { pattern: /^\d{1,3}$/, reason: 'FLAG_INVALID' },
} as const satisfies Record<string, { pattern: RegExp; reason: FaultReason }>;

/** The MN in a segment not yet checked, to look up the device's settings by; `null` when none can be read. */
export function mnOf(segment: string): string | null {
  return fieldOf(segment, 'MN');
}

/** The legible fields of a faulty frame that an answer needs; `null` when one of them is missing. */
export function askedOf(segment: string): Asked | null {
  const qn = fieldOf(segment, 'QN');
  const cn = fieldOf(segment, 'CN');
  const pw = fieldOf(segment, 'PW');
  const mn = fieldOf(segment, 'MN');
  const flag = parseFlag(fieldOf(segment, 'Flag') ?? '');
  return qn && cn && pw && mn && flag ? { qn, cn, pw, mn, flag } : null;
}

type LegibleField = 'QN' | 'CN' | 'PW' | 'MN' | 'Flag';

/** Behind the length, or a `;`; up to a `;`, or to a CP whose `;` was forgotten. */
const LEGIBLE: Readonly<Record<LegibleField, RegExp>> = {
  QN: /(?:^|[;\d] ?)QN=(\w{0,40}?)(?:;|CP=)/,
  CN: /(?:^|[;\d] ?)CN=(\w{0,40}?)(?:;|CP=)/,
  PW: /(?:^|[;\d] ?)PW=(\w{0,40}?)(?:;|CP=)/,
  MN: /(?:^|[;\d] ?)MN=([\w-]{0,40}?)(?:;|CP=)/,
  Flag: /(?:^|[;\d] ?)Flag=(\w{0,40}?)(?:;|CP=)/,
};

function fieldOf(segment: string, name: LegibleField): string | null {
  const value = LEGIBLE[name].exec(segment)?.[1];
  return value !== undefined && FIELD_RULES[name].pattern.test(value) ? value : null;
}
