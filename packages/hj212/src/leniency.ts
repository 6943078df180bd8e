/**
 * The deviations from the standard that a lenient reader takes. A closed set: each is a counter label. A strict reader
 * refuses each of them with the fault `NOT_STRICT`.
 */
export const LENIENCIES = [
  /** A segment beyond the 1,024 bytes of HJ 212-2017 §6.3; real frames reach 1,623. */
  'SEGMENT_OVER_1024',
  /** A CRC without its leading zero: `880` for `0880`. */
  'CRC_SHORT',
  /** A line that LF alone ends. */
  'RETURN_MISSING',
  /** A frame that no line end follows. */
  'LINE_END_MISSING',
  /** A blank behind `;`, as the noise example of the standard prints it. */
  'BLANK_BEHIND_SEPARATOR',
  /** A field before CP that no edition knows. */
  'FIELD_UNKNOWN',
  /** PNUM or PNO although Flag does not say that the message is split. */
  'SPLIT_UNANNOUNCED',
  /** The version bits of Flag are not those of the edition that the device is registered with. */
  'EDITION_DIFFERS',
  /** A part of the data area that is no `key=value`. */
  'PAIR_MALFORMED',
  /** One group holds two factors, as in the standard's misprint `w01018-Min=1,01018-Rtd=2`. */
  'FACTORS_MIXED',
  /** A data flag that stands in a group of its own, or names no factor. */
  'FLAG_APART',
  /** A statistic or `Flag` in another case than the standard's. */
  'KEY_CASE',
  /** A value is no plain decimal. */
  'VALUE_UNREADABLE',
  /** A statistic of a factor stands twice in one packet. */
  'VALUE_REPEATED',
] as const;

export type Leniency = (typeof LENIENCIES)[number];
