import { describe, expect, it } from '@jest/globals';
import { encodeFrame } from './encode.ts';
import { aDraft, ANNEX_A, parseSegment, segmentWith } from './hj212.builder.ts';

const ANNEX_A_SEGMENT = ANNEX_A.slice(6, -6);

function faultOf(segment: string): string {
  const parsed = parseSegment(segment);
  return parsed.ok ? 'accepted' : parsed.fault.reason;
}

function flagOf(flag: number): unknown {
  const head = `QN=1;ST=32;CN=2011;PW=1;MN=T1;Flag=${flag};PNUM=3;PNO=2`;
  const parsed = parseSegment(segmentWith('', head));
  return parsed.ok ? { ...parsed.value.flag, pnum: parsed.value.pnum, pno: parsed.value.pno } : parsed;
}

describe('parsePacket', () => {
  it('takes the example of Annex A apart', () => {
    expect(parseSegment(ANNEX_A_SEGMENT)).toEqual({
      ok: true,
      value: {
        qn: '20160801085857223',
        st: '32',
        cn: '1062',
        pw: '100000',
        mn: '010000A8900016F000169DC0',
        flag: { value: 5, version: 1, edition: '2017', isSplit: false, wantsAnswer: true },
        pnum: null,
        pno: null,
        cp: [[['RtdInterval', '30']]],
        segment: ANNEX_A_SEGMENT,
        leniencies: [],
      },
    });
  });

  it('reads back a frame of encodeFrame', () => {
    const draft = aDraft({ flag: 11, split: { pnum: 2, pno: 1 } });
    const parsed = parseSegment(encodeFrame(draft).toString().slice(6, -6));
    const value = parsed.ok ? parsed.value : null;
    expect(value).toMatchObject({ qn: draft.qn, mn: draft.mn, pnum: 2, pno: 1, flag: { edition: '2025' } });
    expect(value?.cp).toEqual(draft.cp);
  });

  it.each([
    [0, { edition: '2005', isSplit: false, wantsAnswer: false, pnum: null, pno: null }],
    [3, { edition: '2005', isSplit: true, wantsAnswer: true, pnum: 3, pno: 2 }],
    [4, { edition: '2017', isSplit: false, wantsAnswer: false, pnum: null, pno: null }],
    [6, { edition: '2017', isSplit: true, wantsAnswer: false, pnum: 3, pno: 2 }],
    [9, { edition: '2025', isSplit: false, wantsAnswer: true, pnum: null, pno: null }],
    [255, { edition: 'UNKNOWN', version: 63, isSplit: true, wantsAnswer: true }],
  ])('reads Flag=%i', (flag, expected) => {
    expect(flagOf(flag)).toMatchObject(expected);
  });

  it('keeps the order of numeric factor codes', () => {
    const parsed = parseSegment(segmentWith('831-Rtd=1,831-Flag=N;121-Rtd=2'));
    expect(parsed.ok && parsed.value.cp.map((group) => group.map(([key]) => key))).toEqual([
      ['831-Rtd', '831-Flag'],
      ['121-Rtd'],
    ]);
  });

  it('takes an empty data area and a ; at its end', () => {
    expect(parseSegment(segmentWith(''))).toMatchObject({ ok: true, value: { cp: [] } });
    expect(parseSegment(segmentWith('a=1;'))).toMatchObject({
      ok: true,
      value: { cp: [[['a', '1']]] },
    });
  });

  it.each([
    ["the standard's Flag=5CP=&&", ANNEX_A_SEGMENT.replace(';CP', 'CP'), 'SEPARATOR_MISSING'],
    ['no CP', 'QN=1;ST=32;CN=2011;PW=1;MN=T1;Flag=5', 'FIELD_MISSING'],
    ['no QN', ANNEX_A_SEGMENT.replace(/QN=\d+;/, ''), 'FIELD_MISSING'],
    ['no Flag', ANNEX_A_SEGMENT.replace('Flag=5;', ''), 'FIELD_MISSING'],
    ['a split without PNUM', ANNEX_A_SEGMENT.replace('Flag=5', 'Flag=7'), 'FIELD_MISSING'],
    ['PNO above PNUM', ANNEX_A_SEGMENT.replace('Flag=5', 'Flag=7;PNUM=2;PNO=3'), 'SPLIT_INVALID'],
    ['PNO of zero', ANNEX_A_SEGMENT.replace('Flag=5', 'Flag=7;PNUM=2;PNO=0'), 'SPLIT_INVALID'],
    ['MN twice', ANNEX_A_SEGMENT.replace('Flag=5', 'MN=T2;Flag=5'), 'FIELD_REPEATED'],
    ['an empty QN', ANNEX_A_SEGMENT.replace(/QN=\d+/, 'QN='), 'QN_INVALID'],
    ['an ST of letters', ANNEX_A_SEGMENT.replace('ST=32', 'ST=ab'), 'ST_INVALID'],
    ['a CN of five digits', ANNEX_A_SEGMENT.replace('CN=1062', 'CN=10620'), 'CN_INVALID'],
    ['an empty PW', ANNEX_A_SEGMENT.replace('PW=100000', 'PW='), 'PW_INVALID'],
    ['an MN with a blank', ANNEX_A_SEGMENT.replace('MN=0100', 'MN=01 0'), 'MN_INVALID'],
    ['Flag=256', ANNEX_A_SEGMENT.replace('Flag=5', 'Flag=256'), 'FLAG_INVALID'],
    ['Flag=five', ANNEX_A_SEGMENT.replace('Flag=5', 'Flag=five'), 'FLAG_INVALID'],
    ['an open data area', ANNEX_A_SEGMENT.slice(0, -2), 'SEGMENT_MALFORMED'],
    ['a data area of one character', 'QN=1;ST=32;CN=2011;PW=1;MN=T1;Flag=5;CP=&&x', 'SEGMENT_MALFORMED'],
    ['text after the data area', `${ANNEX_A_SEGMENT};X=1`, 'SEGMENT_MALFORMED'],
    ['a part without =', `QN;${ANNEX_A_SEGMENT}`, 'SEGMENT_MALFORMED'],
  ])('refuses %s', (_, segment, reason) => {
    expect(faultOf(segment)).toBe(reason);
  });

  it('takes a request number that is no time, as a third of the logged frames have', () => {
    expect(faultOf(ANNEX_A_SEGMENT.replace('20160801085857223', '1617951697480'))).toBe('accepted');
  });
});
