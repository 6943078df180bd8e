/** The edition of HJ 212 that a packet says it follows; `UNKNOWN` for version bits no edition has defined. */
export type ProtocolEdition = '2005' | '2017' | '2025' | 'UNKNOWN';

/** The field Flag (拆分包及应答标志): version bits 5 to 0, then D, then A. Source: HJ 212-2017 §6.3.2 table 3. */
export interface PacketFlag {
  /** The number as sent, 0 to 255. */
  readonly value: number;
  /** The version bits, 0 to 63. */
  readonly version: number;
  readonly edition: ProtocolEdition;
  /** D: this is one packet of several; PNUM and PNO are present. */
  readonly isSplit: boolean;
  /** A: the sender waits for an answer (10 s, then sends again, three times). */
  readonly wantsAnswer: boolean;
}

const ANSWER_BIT = 1;
const SPLIT_BIT = 2;
const VERSION_SHIFT = 2;
const EDITIONS: readonly ProtocolEdition[] = ['2005', '2017', '2025'];

/** Takes a Flag apart; `null` unless it is a decimal number from 0 to 255. */
export function parseFlag(text: string): PacketFlag | null {
  if (!/^\d{1,3}$/.test(text) || Number(text) > 0xff) return null;
  const value = Number(text);
  const version = value >> VERSION_SHIFT;
  return {
    value,
    version,
    edition: EDITIONS[version] ?? 'UNKNOWN',
    isSplit: (value & SPLIT_BIT) !== 0,
    wantsAnswer: (value & ANSWER_BIT) !== 0,
  };
}

/** The Flag of an answer: the asker's version, neither split nor itself answered. */
export function answerFlag(asked: PacketFlag): number {
  return asked.version << VERSION_SHIFT;
}
