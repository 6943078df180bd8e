/** HJ 212 (污染物在线监控（监测）系统数据传输标准): the wire protocol and its TCP listener. Knows no database and no graph. */
export { answerTo, encodeAnswer, qnReturnOf, QN_RETURN } from './answer.ts';
export type { AnswerCommand, Disposition, QnReturn } from './answer.ts';
export { formatChinaTime, parseChinaTime } from './china-time.rule.ts';
export { crc, crcText, type CrcOrder } from './crc.rule.ts';
export type { DataGroup } from './data-area.ts';
export { encodeFrame, frameSegment, type PacketDraft } from './encode.ts';
export { FAULT_REASONS, type Fault, type FaultReason, type Outcome } from './fault.ts';
export type { PacketFlag, ProtocolEdition } from './flag.rule.ts';
export { FrameScanner, type Scanned } from './frame-scanner.ts';
export {
  checkFrame,
  LONGEST_FRAME,
  type CandidateFrame,
  type CheckedFrame,
  type FrameNote,
} from './frame.ts';
export { DEFAULT_LIMITS } from './listener-options.ts';
export type { Hj212ListenerOptions, ListenerLimits, ReportedFault, Reception } from './listener-options.ts';
export { createHj212Listener, type Hj212Listener } from './listener.ts';
export { parsePacket, type Packet } from './packet.ts';
export { intervalOf, readingsOf } from './reading.ts';
export type { DataFlag, IntervalKind, PacketReadings, Statistic, WireReading } from './reading.ts';
