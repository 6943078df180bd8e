import { parseFlag, type PacketFlag } from './flag.rule.ts';
import type { FaultReason } from './fault.ts';

/** The fields before CP that name a packet and its sender. */
export interface Envelope {
  readonly qn: string;
  readonly cn: string;
  readonly pw: string;
  readonly mn: string;
  readonly flag: PacketFlag;
}

/**
 * What each field may hold, a little wider than the standard's lengths because real devices are: and narrow enough
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

export type RequiredField = keyof typeof FIELD_RULES;

/** The MN in a segment not yet checked, to look up the device's CRC order by; `null` when none can be read. */
export function mnOf(segment: string): string | null {
  return fieldOf(segment, 'MN');
}

/** What can be read of a faulty frame, to answer it; `null` when it does not say whom and what to answer. */
export function envelopeOf(segment: string): Envelope | null {
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
  QN: /(?:^|[;\d])QN=(\w*?)(?:;|CP=)/,
  CN: /(?:^|[;\d])CN=(\w*?)(?:;|CP=)/,
  PW: /(?:^|[;\d])PW=(\w*?)(?:;|CP=)/,
  MN: /(?:^|[;\d])MN=([\w-]*?)(?:;|CP=)/,
  Flag: /(?:^|[;\d])Flag=(\w*?)(?:;|CP=)/,
};

function fieldOf(segment: string, name: LegibleField): string | null {
  const value = LEGIBLE[name].exec(segment)?.[1];
  return value !== undefined && FIELD_RULES[name].pattern.test(value) ? value : null;
}
