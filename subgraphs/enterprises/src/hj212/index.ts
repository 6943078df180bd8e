/** HJ 212 (污染物在线监控（监测）系统数据传输标准): the wire protocol and its TCP listener. Knows no database and no graph. */
export type { Disposition } from './answer.ts';
export type { CrcOrder } from './crc.rule.ts';
export { encodeFrame, type PacketDraft } from './encode.ts';
export type { FaultReason } from './fault.ts';
export type { FrameNote } from './frame.ts';
export type { ReportedFault, Reception } from './listener-options.ts';
export { createHj212Listener, type Hj212Listener } from './listener.ts';
export type { Packet } from './packet.ts';
export { readingsOf, type PacketReadings, type WireReading } from './reading.ts';
