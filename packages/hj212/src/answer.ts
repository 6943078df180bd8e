import { encodeFrame } from './encode.ts';
import type { Asked, Envelope } from './envelope.ts';
import { STANDARD_SETTINGS, type DeviceSettings } from './device-settings.ts';
import type { FaultReason } from './fault.ts';
import { answerFlag } from './flag.rule.ts';

/** The decision of the handler about a packet. `accepted` says that its data is durable. */
export type Disposition =
  { readonly kind: 'accepted' } | { readonly kind: 'refused'; readonly reason: FaultReason };

/** Answers (应答): 9011 to a request, 9012 its execution result, 9013 to a notice, 9014 to data. */
export type AnswerCommand = '9011' | '9012' | '9013' | '9014';

/** QnRtn (请求命令返回). Source: HJ 212-2017 §6.6.3, table of request returns. */
export const QN_RETURN = {
  READY: 1,
  REFUSED: 2,
  PASSWORD: 3,
  DEVICE: 4,
  SYSTEM_TYPE: 5,
  FLAG: 6,
  REQUEST_NUMBER: 7,
  COMMAND: 8,
  CRC: 9,
  UNKNOWN: 100,
} as const;

export type QnReturn = (typeof QN_RETURN)[keyof typeof QN_RETURN];

const INTERACTION = '91';
const ANSWERS: ReadonlySet<string> = new Set<AnswerCommand>(['9011', '9012', '9013', '9014']);
/**
 * Notices (通知) of a device: 1013 asks for its clock to be set, 9015 is the heartbeat of 2025 and of earlier
 * extensions, 9021 is a registration that some devices send first. All else that a device sends unasked is data.
 */
const NOTICES: ReadonlySet<string> = new Set(['1013', '9015', '9021']);

/**
 * An unknown device and a wrong password are answered alike, and so is a frame that is right by other settings than
 * the device's: a stranger learns nothing of the known devices, or of their settings.
 */
const RETURNS: Partial<Record<FaultReason, QnReturn>> = {
  PASSWORD_WRONG: QN_RETURN.PASSWORD,
  DEVICE_UNKNOWN: QN_RETURN.PASSWORD,
  CRC_ORDER_WRONG: QN_RETURN.PASSWORD,
  LENGTH_RULE_WRONG: QN_RETURN.PASSWORD,
  PW_INVALID: QN_RETURN.PASSWORD,
  MN_INVALID: QN_RETURN.DEVICE,
  SYSTEM_TYPE_WRONG: QN_RETURN.SYSTEM_TYPE,
  ST_INVALID: QN_RETURN.SYSTEM_TYPE,
  FLAG_INVALID: QN_RETURN.FLAG,
  SPLIT_INVALID: QN_RETURN.FLAG,
  QN_INVALID: QN_RETURN.REQUEST_NUMBER,
  COMMAND_UNSUPPORTED: QN_RETURN.COMMAND,
  CN_INVALID: QN_RETURN.COMMAND,
  CRC_MISMATCH: QN_RETURN.CRC,
  CRC_MALFORMED: QN_RETURN.CRC,
  REFUSED: QN_RETURN.REFUSED,
};

/** The code that tells a device why; 100 (unknown) where the standard has none. */
export function qnReturnOf(reason: FaultReason): QnReturn {
  return RETURNS[reason] ?? QN_RETURN.UNKNOWN;
}

/** Whether a command is itself an answer of the device, which wants none. */
export function isAnswer(cn: string): boolean {
  return ANSWERS.has(cn);
}

type Answering = Pick<DeviceSettings, 'crcOrder' | 'lengthRule'>;

/**
 * The answer to a packet, or to the legible part of a faulty frame; `null` when none is due: the A bit is not set, as
 * in uploads of 2005 that have no Flag at all, or the packet is an answer itself (devices send 9014 with the A bit, and
 * two peers would answer each other for ever).
 *
 * Data is acknowledged with 9014, a notice with 9013. The standard has no negative 9013 or 9014, so a refusal is a
 * request answer 9011 with its QnRtn: a device that knows only 9014 sends again, as it should.
 */
export function answerTo(
  { qn, cn, pw, mn, flag }: Pick<Envelope, 'qn' | 'cn' | 'pw' | 'mn' | 'flag'>,
  disposition: Disposition,
  settings: Answering = STANDARD_SETTINGS,
): Buffer | null {
  if (qn === null || !flag?.wantsAnswer || ANSWERS.has(cn)) return null;
  const asked: Asked = { qn, cn, pw, mn, flag };
  if (disposition.kind === 'refused') {
    const code = String(qnReturnOf(disposition.reason));
    return encodeAnswer(asked, '9011', [['QnRtn', code]], settings);
  }
  return encodeAnswer(asked, NOTICES.has(cn) ? '9013' : '9014', [], settings);
}

/**
 * One answer frame: ST=91, the asker's QN, PW and MN, the asker's version, no answer wanted.
 *
 * @param data `[['QnRtn', '1']]` for 9011, `[['ExeRtn', '1']]` for 9012, nothing for 9013 and 9014.
 */
export function encodeAnswer(
  asked: Asked,
  command: AnswerCommand,
  data: readonly (readonly [key: string, value: string])[],
  settings: Answering = STANDARD_SETTINGS,
): Buffer {
  const { qn, pw, mn } = asked;
  const cp = data.map((pair) => [pair]);
  return encodeFrame(
    { qn, st: INTERACTION, cn: command, pw, mn, flag: answerFlag(asked.flag), cp },
    settings,
  );
}
