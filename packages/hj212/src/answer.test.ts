import { describe, expect, it } from '@jest/globals';
import { answerTo, encodeAnswer, qnReturnOf, type Disposition } from './answer.ts';
import { STANDARD_SETTINGS } from './device-settings.ts';
import { encodeFrame } from './encode.ts';
import { askedOf, type Asked } from './envelope.ts';
import { FAULT_REASONS } from './fault.ts';
import { checkFrame } from './frame.ts';
import { aDraft, scan } from './hj212.builder.ts';

const ACCEPTED: Disposition = { kind: 'accepted' };

function asked(change: Partial<Asked> = {}): Asked {
  const flag = { value: 9, version: 2, edition: '2025', isSplit: false, wantsAnswer: true } as const;
  return { qn: '20260801085857223', cn: '2011', pw: '123456', mn: 'T1', flag, ...change };
}

describe('answerTo', () => {
  it('acknowledges data with 9014, echoing request number, password, device and version', () => {
    expect(answerTo(asked(), ACCEPTED)?.toString()).toMatch(
      /^##0065QN=20260801085857223;ST=91;CN=9014;PW=123456;MN=T1;Flag=8;CP=&&&&[0-9A-F]{4}\r\n$/,
    );
  });

  it('writes a frame that its own scanner takes, in the order of the device', () => {
    for (const crcOrder of ['STANDARD', 'MODBUS'] as const) {
      const settings = { ...STANDARD_SETTINGS, crcOrder };
      const [item] = scan(answerTo(asked(), ACCEPTED, settings) ?? '');
      expect(item?.kind === 'frame' && checkFrame(item.frame, settings).ok).toBe(true);
    }
  });

  it.each(['1013', '9015', '9021'])('acknowledges the notice %s with 9013', (cn) => {
    expect(answerTo(asked({ cn }), ACCEPTED)?.toString()).toContain(';CN=9013;');
  });

  it.each(['2021', '2081', '3019', '3020'])('acknowledges %s, which is data, with 9014', (cn) => {
    expect(answerTo(asked({ cn }), ACCEPTED)?.toString()).toContain(';CN=9014;');
  });

  it('answers nothing to an upload without QN or Flag', () => {
    expect(answerTo({ ...asked(), qn: null }, ACCEPTED)).toBeNull();
    expect(answerTo({ ...asked(), flag: null }, ACCEPTED)).toBeNull();
  });

  it.each([
    ['PASSWORD_WRONG', 3],
    ['DEVICE_UNKNOWN', 3],
    ['CRC_ORDER_WRONG', 3],
    ['LENGTH_RULE_WRONG', 3],
    ['SYSTEM_TYPE_WRONG', 5],
    ['FLAG_INVALID', 6],
    ['QN_INVALID', 7],
    ['COMMAND_UNSUPPORTED', 8],
    ['CRC_MISMATCH', 9],
    ['REFUSED', 2],
    ['TIME_INVALID', 100],
    ['LENGTH_MISMATCH', 100],
  ] as const)('answers %s with QnRtn=%i', (reason, code) => {
    const answer = answerTo(asked(), { kind: 'refused', reason })?.toString();
    expect(answer).toContain(`;CN=9011;PW=123456;MN=T1;Flag=8;CP=&&QnRtn=${code}&&`);
  });

  it('never acknowledges a fault as ready', () => {
    expect(FAULT_REASONS.filter((reason) => Number(qnReturnOf(reason)) === 1)).toEqual([]);
  });

  it('is silent when no answer is wanted', () => {
    const flag = { ...asked().flag, value: 8, wantsAnswer: false };
    expect(answerTo(asked({ flag }), ACCEPTED)).toBeNull();
    expect(answerTo(asked({ flag }), { kind: 'refused', reason: 'CRC_MISMATCH' })).toBeNull();
  });

  it.each(['9011', '9012', '9013', '9014'])('does not answer the answer %s', (cn) => {
    expect(answerTo(asked({ cn }), ACCEPTED)).toBeNull();
  });

  it('builds an execution result', () => {
    expect(encodeAnswer(asked(), '9012', [['ExeRtn', '1']]).toString()).toContain(
      'CN=9012;PW=123456;MN=T1;Flag=8;CP=&&ExeRtn=1&&',
    );
  });
});

describe('askedOf', () => {
  const line = encodeFrame(aDraft()).toString();

  it.each([
    ['a whole line', line],
    ['a line with a length of three digits', line.replace('##0', '##')],
    ['a line without ; before CP', line.replace(';CP', 'CP')],
    ['a line torn in its data', line.slice(0, 90)],
  ])('reads %s', (_, text) => {
    expect(askedOf(text)).toMatchObject({
      qn: aDraft().qn,
      cn: '2011',
      mn: aDraft().mn,
      flag: { wantsAnswer: true },
    });
  });

  it.each([
    ['a line torn before Flag', line.slice(0, 60)],
    ['an MN that would break the answer', line.replace('MN=TEST', 'MN=T&&')],
    ['noise', 'hello'],
  ])('does not answer %s', (_, text) => {
    expect(askedOf(text)).toBeNull();
  });
});

describe('encodeFrame', () => {
  it('refuses a value that would break the frame, and a segment beyond four digits of length', () => {
    expect(() => encodeFrame(aDraft({ mn: 'T1;PW=x' }))).toThrow(RangeError);
    expect(() => encodeFrame(aDraft({ cp: [[['Info', 'x'.repeat(10_000)]]] }))).toThrow(RangeError);
  });
});
