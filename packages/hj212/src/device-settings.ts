import type { CrcOrder } from './crc.rule.ts';

/** The editions of HJ 212 by their year: HJ/T 212-2005, HJ 212-2017, HJ 212-2025. */
export type Edition = '2005' | '2017' | '2025';

/**
 * The bytes that the length of a frame counts.
 *
 * - `SEGMENT`: the data segment alone, as the standard says.
 * - `SEGMENT_CRC_LINE_END`: the segment, the CRC and CR LF, six bytes more, as some instruments count.
 */
export type LengthRule = 'SEGMENT' | 'SEGMENT_CRC_LINE_END';

/** How one device speaks. All of it is registered with the device; nothing of it is guessed from the packets. */
export interface DeviceSettings {
  readonly edition: Edition;
  readonly crcOrder: CrcOrder;
  readonly lengthRule: LengthRule;
  /** Refuses each deviation from the standard. Absent: takes it and names it. */
  readonly isStrict?: boolean;
}

export const STANDARD_SETTINGS: DeviceSettings = {
  edition: '2017',
  crcOrder: 'STANDARD',
  lengthRule: 'SEGMENT',
};
