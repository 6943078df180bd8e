import { BOUNDS } from './bounds.ts';

/**
 * Why bytes, a frame, a packet or a connection was not taken. A closed set: each is a counter label and a log field.
 * The comment beside each describes the packet, so that an operator can tell the instrument's maintainer.
 */
export const FAULT_REASONS = [
  /** Bytes before a line end hold no `##` (包头): noise, or the tail of a torn frame. */
  'FRAME_START_MISSING',
  /** A frame ends at the next `##`, or with the connection, before its length says. */
  'FRAME_TORN',
  /** More bytes than the longest possible frames came without a frame or a line end. */
  'FRAME_TOO_LONG',
  /** Bytes that are no text: control characters, or neither ASCII, UTF-8 nor GB 18030. */
  'NOT_TEXT',
  /** The length (数据段长度) is not four decimal digits, such as the standard's own `##101`. */
  'LENGTH_MALFORMED',
  /** The segment is not as long as its length says. */
  'LENGTH_MISMATCH',
  /** The CRC (CRC 校验) is not hexadecimal. */
  'CRC_MALFORMED',
  /** The CRC is not that of the segment. */
  'CRC_MISMATCH',
  /** The CRC is right in the other order than the one set for the device. */
  'CRC_ORDER_WRONG',
  /** The length is right by another rule than the one set for the device. */
  'LENGTH_RULE_WRONG',
  /** A strict reader found a fault that only a lenient one takes; the detail names it. */
  'NOT_STRICT',
  /** The segment does not read as `key=value;…;CP=&&…&&`. */
  'SEGMENT_MALFORMED',
  /** No `;` before `CP=&&`, as in the standard's misprint `Flag=5CP=&&`. */
  'SEPARATOR_MISSING',
  /**
   * A field that every packet needs (ST, CN, PW, MN, CP; QN and Flag since the edition of 2017) is absent; PNUM and PNO
   * when Flag announces a split.
   */
  'FIELD_MISSING',
  /** A field of the segment is given twice. */
  'FIELD_REPEATED',
  /** QN (请求编码) is empty, longer than 20 characters or holds other than digits and letters. */
  'QN_INVALID',
  /** ST (系统编码) is not two digits. */
  'ST_INVALID',
  /** CN (命令编码) is not four digits. */
  'CN_INVALID',
  /** PW (访问密码) is not 1 to 32 letters and digits. */
  'PW_INVALID',
  /** MN (设备唯一标识) is not 1 to 40 letters, digits, `-` or `_`. */
  'MN_INVALID',
  /** Flag (标志) is not a number from 0 to 255. */
  'FLAG_INVALID',
  /** PNUM (总包数) or PNO (包号) is not 1 to 9999, PNO is above PNUM, or parts disagree on PNUM. */
  'SPLIT_INVALID',
  /** Parts of a split message are longer than the bound of waiting parts. */
  'SPLIT_TOO_LARGE',
  /** Parts of a split message did not come in time, or the connection ended before they did. */
  'SPLIT_INCOMPLETE',
  /** Readings without DataTime (数据时间). */
  'TIME_MISSING',
  /** DataTime is no calendar time of the form YYYYMMDDhhmmss. */
  'TIME_INVALID',
  /** The handler finds DataTime too far from its own clock. */
  'CLOCK_WRONG',
  /** CN is none that carries readings, or none that the handler serves. */
  'COMMAND_UNSUPPORTED',
  /** The handler knows no device with this MN. */
  'DEVICE_UNKNOWN',
  /** The handler's device has another PW. */
  'PASSWORD_WRONG',
  /** The handler's device belongs to another system type (ST). */
  'SYSTEM_TYPE_WRONG',
  /** The handler refused for a reason of its own. */
  'REFUSED',
  /** The handler threw: nothing was stored, nothing is answered, and the device sends again. */
  'HANDLER_FAILED',
  /** The listener serves as many connections as it may; the new one was closed. */
  'CONNECTION_LIMIT',
  /** The listener serves as many connections of one address as it may; the new one was closed. */
  'ADDRESS_LIMIT',
  /** No packet was accepted within the time that a new connection has for it; the connection was closed. */
  'CONNECTION_UNPROVEN',
  /** No byte for longer than the idle limit; the connection was closed. */
  'CONNECTION_IDLE',
  /** One fault after another without a good packet; the connection was closed. */
  'CONNECTION_HOSTILE',
  /** The connection broke (reset, timed out). */
  'CONNECTION_BROKEN',
] as const;

export type FaultReason = (typeof FAULT_REASONS)[number];

/** A fault in a form to count (`reason`) and to log (`detail`: the expected value and the received one). */
export interface Fault {
  readonly reason: FaultReason;
  readonly detail: string;
}

export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

export function succeed<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function fail(reason: FaultReason, detail: string): { readonly ok: false; readonly fault: Fault } {
  return { ok: false, fault: { reason, detail } };
}

/** Foreign text made fit for a log line: short, control characters escaped, no password. */
export function quote(text: string, limit = BOUNDS.memory.quotedCharacters): string {
  const open = text.replace(/PW=[^;]*/g, 'PW=***');
  return JSON.stringify(open.length > limit ? `${open.slice(0, limit)}…` : open);
}
