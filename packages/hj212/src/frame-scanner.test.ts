import { describe, expect, it } from '@jest/globals';
import { encodeFrame, frameSegment } from './encode.ts';
import { checkFrame, LONGEST_FRAME, type CandidateFrame } from './frame.ts';
import { FrameScanner, LONGEST_HELD } from './frame-scanner.ts';
import { aDraft, ANNEX_A, scan, segmentWith, summary } from './hj212.builder.ts';

const GOOD = encodeFrame(aDraft());
const GOOD_TEXT = GOOD.toString();

function onlyFrame(bytes: string | Uint8Array): CandidateFrame {
  const [item, ...more] = scan(bytes);
  if (item?.kind !== 'frame' || more.length > 0)
    throw new Error(`expected one frame, got ${summary(scan(bytes)).join()}`);
  return item.frame;
}

/** A frame whose CRC begins with 0, found by trying request numbers. */
function frameWithLeadingZero(): string {
  for (let number = 0; ; number += 1) {
    const frame = encodeFrame(aDraft({ qn: String(20260801085857000 + number) })).toString();
    if (frame.at(-6) === '0') return frame;
  }
}

describe('FrameScanner', () => {
  it('takes the example of Annex A', () => {
    const frame = onlyFrame(ANNEX_A);
    expect(frame).toMatchObject({ crc: '1C80', leniencies: [] });
    expect(checkFrame(frame).ok).toBe(true);
    expect(checkFrame(frame, { crcOrder: 'MODBUS', lengthRule: 'SEGMENT' })).toMatchObject({
      fault: { reason: 'CRC_ORDER_WRONG' },
    });
  });

  it('takes a frame byte by byte', () => {
    expect(summary(scan(...[...GOOD].map((byte) => Uint8Array.of(byte))))).toEqual(['frame']);
  });

  it('takes two frames and a half in a chunk, and the half with the next', () => {
    const three = Buffer.concat([GOOD, GOOD, GOOD]);
    expect(summary(scan(three.subarray(0, -40), three.subarray(-40)))).toEqual(['frame', 'frame', 'frame']);
  });

  it.each([
    ['text before the start', `noise${GOOD_TEXT}`, ['FRAME_START_MISSING', 'frame']],
    ['a # too many before the start', `#${GOOD_TEXT}`, ['FRAME_START_MISSING', 'frame']],
    ['bytes that are no text before the start', `\x00\xff\x01${GOOD_TEXT}`, ['NOT_TEXT', 'frame']],
    ['a line of text before', `hello\r\n${GOOD_TEXT}`, ['FRAME_START_MISSING', 'frame']],
    ['empty lines, as some modems send', `\r\n\r\n${GOOD_TEXT}\n`, ['frame']],
    [
      'a frame without a line end before',
      `${ANNEX_A.trim()}${GOOD_TEXT}`,
      ['frame', 'LINE_END_MISSING', 'frame'],
    ],
    [
      'a frame torn by a line end',
      `${ANNEX_A.slice(0, 50)}\r\n${ANNEX_A.slice(50)}${GOOD_TEXT}`,
      ['LENGTH_MISMATCH', 'FRAME_START_MISSING', 'frame'],
    ],
    [
      'a length of three digits',
      `${ANNEX_A.replace('##0101', '##101')}${GOOD_TEXT}`,
      ['LENGTH_MALFORMED', 'frame'],
    ],
    [
      'a length one too small',
      `${ANNEX_A.replace('0101', '0100')}${GOOD_TEXT}`,
      ['LENGTH_MISMATCH', 'frame'],
    ],
    [
      'a length one too great',
      `${ANNEX_A.replace('0101', '0102')}${GOOD_TEXT}`,
      ['LENGTH_MISMATCH', 'frame'],
    ],
    [
      'a length far too great',
      `${ANNEX_A.replace('0101', '9999')}${GOOD_TEXT}`,
      ['LENGTH_MISMATCH', 'frame'],
    ],
    ['a start alone', `##\r\n${GOOD_TEXT}`, ['LENGTH_MALFORMED', 'frame']],
    [
      'a CRC that is no hexadecimal',
      `${ANNEX_A.replace('1C80', '1CG0')}${GOOD_TEXT}`,
      ['CRC_MALFORMED', 'frame'],
    ],
    [
      'a control character in the segment',
      `${ANNEX_A.replace('Rtd', 'R\x00d')}${GOOD_TEXT}`,
      ['NOT_TEXT', 'frame'],
    ],
  ])('loses no good frame after %s', (_, bytes, expected) => {
    expect(summary(scan(bytes))).toEqual(expected);
  });

  it('takes a CRC in lower case', () => {
    expect(checkFrame(onlyFrame(ANNEX_A.replace('1C80', '1c80'))).ok).toBe(true);
  });

  it('takes and notes a CRC without its leading zero', () => {
    const frame = onlyFrame(frameWithLeadingZero().replace(/0(...\r\n)$/, '$1'));
    expect(frame.leniencies).toEqual(['CRC_SHORT']);
    expect(checkFrame(frame).ok).toBe(true);
  });

  it('takes and notes a line ended by LF alone', () => {
    expect(summary(scan(ANNEX_A.replace('\r', '')))).toEqual(['frame', 'RETURN_MISSING']);
  });

  it.each([
    [1024, []],
    [1025, ['SEGMENT_OVER_1024']],
    [9999, ['SEGMENT_OVER_1024']],
  ])('takes a segment of %i bytes', (length, notes) => {
    const segment = segmentWith(`Info=${'x'.repeat(length - segmentWith('Info=').length)}`);
    const frame = onlyFrame(frameSegment(segment));
    expect(frame.segment).toHaveLength(length);
    expect(frame.leniencies).toEqual(notes);
    expect(checkFrame(frame).ok).toBe(true);
  });

  it.each([
    ['UTF-8', Buffer.from('清洗管路', 'utf8')],
    ['GB 18030', Buffer.from([0xc7, 0xe5, 0xcf, 0xb4, 0xb9, 0xdc, 0xc2, 0xb7])],
  ])('reads Chinese log information in %s', (_, chinese) => {
    const [before = '', after = ''] = segmentWith('i11001-Info=//@//').split('@');
    const segment = Buffer.concat([Buffer.from(before), chinese, Buffer.from(after)]);
    const frame = onlyFrame(
      Buffer.concat([
        Buffer.from(`##${String(segment.length).padStart(4, '0')}`),
        segment,
        Buffer.from('0000\r\n'),
      ]),
    );
    expect(frame.text).toContain('//清洗管路//');
  });

  it.each([
    ['of letters', Buffer.alloc(100_000, 'A')],
    ['of #', Buffer.alloc(100_000, '#')],
    ['of no text', Buffer.alloc(100_000, 0xff)],
    ['of starts with fitting lengths', Buffer.alloc(100_000, '##9999')],
  ])(
    'reports 100 kB %s without a line end once, holds one frame of it, and finds the frame behind',
    (_, noise) => {
      const scanner = new FrameScanner();
      const found = [];
      for (let at = 0; at < noise.length; at += 1460) {
        found.push(...scanner.push(noise.subarray(at, at + 1460)));
        expect(scanner.pendingBytes).toBeLessThanOrEqual(LONGEST_HELD);
      }
      expect(summary(found)).toEqual(['FRAME_TOO_LONG']);
      expect(summary(scanner.push(GOOD))).toEqual(['frame']);
      expect(summary(scanner.push(GOOD))).toEqual(['frame']);
    },
  );

  it('finds a frame that begins in the very bytes that pass the limit', () => {
    const bytes = Buffer.concat([Buffer.alloc(LONGEST_FRAME, 'A'), GOOD]);
    for (let cut = LONGEST_FRAME - 1; cut < bytes.length; cut += 1) {
      expect(summary(scan(bytes.subarray(0, cut), bytes.subarray(cut))).at(-1)).toBe('frame');
    }
  });

  it('reports the remaining bytes when the stream ends', () => {
    const scanner = new FrameScanner();
    expect(summary(scanner.push(Buffer.from(ANNEX_A.trim())))).toEqual(['frame']);
    expect(summary(scanner.finish())).toEqual(['LINE_END_MISSING']);
    scanner.push(Buffer.from(ANNEX_A.slice(0, 80)));
    expect(summary(scanner.finish())).toEqual(['FRAME_TORN']);
    expect(summary(scanner.finish())).toEqual([]);
  });

  it.each([
    ['a length that counts CRC and line end', 'SEGMENT_CRC_LINE_END', 'LENGTH_RULE_WRONG'],
    ['a length as the standard says', 'SEGMENT', null],
  ] as const)('takes %s, and accepts its check by setting only', (_, lengthRule, reason) => {
    const frame = onlyFrame(encodeFrame(aDraft(), { lengthRule }));
    expect(frame.lengthRule).toBe(lengthRule);
    const judged = checkFrame(frame);
    expect(judged.ok ? null : judged.fault.reason).toBe(reason);
    expect(checkFrame(frame, { crcOrder: 'STANDARD', lengthRule }).ok).toBe(true);
  });

  it('takes frames without any line end as they come', () => {
    const bare = GOOD.subarray(0, -2);
    expect(summary(scan(bare))).toEqual(['frame']);
    expect(summary(scan(bare, bare, bare))).toEqual([
      'frame',
      'LINE_END_MISSING',
      'frame',
      'LINE_END_MISSING',
      'frame',
    ]);
  });

  it('in strict mode, takes only frames that end in CR LF and have four digits of CRC', () => {
    const strictly = (text: string): string[] => {
      const scanner = new FrameScanner({ isStrict: true });
      return summary([...scanner.push(Buffer.from(text)), ...scanner.finish()]);
    };
    expect(strictly(ANNEX_A)).toEqual(['frame']);
    expect(strictly(ANNEX_A.replace('\r', ''))).toEqual(['LENGTH_MISMATCH']);
    expect(strictly(ANNEX_A.trim())).toEqual(['FRAME_TORN']);
    expect(strictly(frameWithLeadingZero().replace(/0(...\r\n)$/, '$1'))).toEqual(['LENGTH_MISMATCH']);
  });

  it('puts no password into the detail of a fault', () => {
    const [item] = scan('PW=secret;MN=T1\r\n');
    expect(item).toMatchObject({ fault: { detail: expect.not.stringContaining('secret') } });
  });
});
