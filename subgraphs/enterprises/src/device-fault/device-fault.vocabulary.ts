import type { FaultReason } from '@ecogrid/hj212';
import { vocabulary } from '@ecogrid/subgraph';
import { FINDING_WORDS, type FindingKind } from '../finding/index.ts';
import { PARKED_WORDS, type ParkedKind } from '../parked-value/index.ts';

/** The reasons of the HJ 212 listener, the kinds of parked values, and findings about the instrument. A packet of an unknown device is no fault of a device. */
export const DeviceFaultKind = vocabulary(
  'DeviceFaultKind',
  'The kinds of faults of the packets of a device (报文异常类别).',
  {
    ...PARKED_WORDS,
    ...FINDING_WORDS,
    FRAME_START_MISSING: 'Bytes before a line end have no `##` (缺少包头).',
    FRAME_TORN: 'A frame ended before its length (帧不完整).',
    FRAME_TOO_LONG: 'More bytes came than the longest frame has (帧过长).',
    NOT_TEXT: 'The bytes are no text (非文本).',
    LENGTH_MALFORMED: 'The length is not four decimal digits (数据段长度格式错误).',
    LENGTH_MISMATCH: 'The segment is not as long as its length (数据段长度不符).',
    CRC_MALFORMED: 'The CRC is not hexadecimal (校验码格式错误).',
    CRC_MISMATCH: 'The CRC is not that of the segment (校验码不符).',
    CRC_ORDER_WRONG: 'The CRC has the other order of bytes than the device is set to (校验码字节序不符).',
    LENGTH_RULE_WRONG: 'The length follows another rule than the device is set to (长度规则不符).',
    NOT_STRICT: 'Only a lenient reader takes it (不严格合规).',
    SEGMENT_MALFORMED: 'The segment is not `key=value;…;CP=&&…&&` (数据段格式错误).',
    SEPARATOR_MISSING: 'There is no `;` before `CP=&&` (缺少分隔符).',
    FIELD_MISSING: 'A field that every packet needs is absent (缺少字段).',
    FIELD_REPEATED: 'A field is given twice (字段重复).',
    QN_INVALID: 'QN is not valid (请求编码无效).',
    ST_INVALID: 'ST is not two digits (系统编码无效).',
    CN_INVALID: 'CN is not four digits (命令编码无效).',
    PW_INVALID: 'PW is not valid (访问密码格式无效).',
    MN_INVALID: 'MN is not valid (设备唯一标识无效).',
    FLAG_INVALID: 'Flag is not a number from 0 to 255 (标志无效).',
    SPLIT_INVALID: 'PNUM and PNO do not fit each other (分包编号无效).',
    SPLIT_TOO_LARGE: 'The parts of a split message are too long together (分包过大).',
    SPLIT_INCOMPLETE: 'Parts of a split message did not come in time (分包不完整).',
    TIME_MISSING: 'Readings have no DataTime (缺少数据时间).',
    TIME_INVALID: 'DataTime is no time of the calendar (数据时间无效).',
    COMMAND_UNSUPPORTED: 'CN is not served (命令不支持).',
    PASSWORD_WRONG: 'PW is not that of the device (访问密码错误).',
    SYSTEM_TYPE_WRONG: 'ST is not that of the device (系统类型不符).',
    REFUSED: 'The packet was refused (已拒绝).',
    HANDLER_FAILED: 'The packet could not be stored; the device sends it again (存储失败).',
    CONNECTION_LIMIT: 'There are as many connections as are served (连接数已满).',
    ADDRESS_LIMIT: 'There are as many connections of one address as are served (同地址连接数已满).',
    CONNECTION_UNPROVEN: 'No packet of a new connection was accepted in time (连接未验证).',
    CONNECTION_IDLE: 'The connection was idle for too long (连接空闲).',
    CONNECTION_HOSTILE: 'One fault after another came on the connection (连接异常频繁).',
    CONNECTION_BROKEN: 'The connection broke (连接中断).',
  } satisfies Record<Exclude<FaultReason, 'DEVICE_UNKNOWN'> | ParkedKind | FindingKind, string>,
);
export type DeviceFaultKind = keyof typeof DeviceFaultKind;
