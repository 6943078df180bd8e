import { describe, expect, it } from '@jest/globals';
import type { Outcome } from './fault.ts';
import { parseSegment, segmentWith } from './hj212.builder.ts';
import { readingsOf, type PacketData } from './reading.ts';

function readingsIn(area: string, cn = '2011'): Outcome<PacketData> {
  const packet = parseSegment(segmentWith(area, `QN=1;ST=32;CN=${cn};PW=1;MN=T1;Flag=5`));
  return packet.ok ? readingsOf(packet.value) : packet;
}

function dataIn(area: string): PacketData {
  const read = readingsIn(`${AT};${area}`);
  if (!read.ok) throw new Error(read.fault.detail);
  return read.value;
}

/** Each value in short: `w01018 Rtd 58.20 N`. */
function valuesIn(area: string): string[] {
  return dataIn(area).values.map(({ code, statistic, text, flag }) => `${code} ${statistic} ${text} ${flag}`);
}

const AT = 'DataTime=20260801085857';

describe('readingsOf', () => {
  it('gives each value exactly as sent, at its time in UTC', () => {
    const dataTime = new Date('2026-08-01T00:58:57Z');
    expect(readingsIn(`${AT};w01018-Rtd=58.20,w01018-Flag=N;w21003-Rtd=-0.5`)).toEqual({
      ok: true,
      value: {
        interval: 'REAL_TIME',
        dataTime,
        values: [
          { code: 'w01018', statistic: 'Rtd', text: '58.20', flag: 'N', flagText: 'N' },
          { code: 'w21003', statistic: 'Rtd', text: '-0.5', flag: null, flagText: null },
        ],
        unread: [],
        leniencies: [],
      },
    });
  });

  it.each([
    ['2011', 'REAL_TIME'],
    ['2051', 'MINUTE'],
    ['2061', 'HOUR'],
    ['2031', 'DAY'],
  ])('reads CN %s as %s', (cn, interval) => {
    const read = readingsIn(`${AT};w01018-Cou=1,w01018-Min=2,w01018-Avg=3,w01018-Max=4,w01018-Flag=M`, cn);
    const value = read.ok ? read.value : null;
    expect(value?.interval).toBe(interval);
    expect(value?.values.map(({ statistic, flag }) => `${statistic} ${flag}`)).toEqual([
      'Cou M',
      'Min M',
      'Avg M',
      'Max M',
    ]);
  });

  it.each([
    ['converted values apart from measured ones', 'a21026-Rtd=10,a21026-ZsRtd=12,a21026-Flag=N'],
    ['with a flag before the values', 'a21026-Flag=N,a21026-Rtd=10,a21026-ZsRtd=12'],
    ['with a flag in a group of its own', 'a21026-Rtd=10,a21026-ZsRtd=12;a21026-Flag=N'],
    ['with a flag in a group before them', 'a21026-Flag=N;a21026-Rtd=10,a21026-ZsRtd=12'],
    ['with a flag that names no factor', 'a21026-Rtd=10,a21026-ZsRtd=12,Flag=N'],
    ['with one flag at the end', 'a21026-Rtd=10;a21026-ZsRtd=12;Flag=N'],
    ['with a flag in another case', 'a21026-Rtd=10,a21026-ZsRtd=12,a21026-flag=n'],
    ['in capitals', 'a21026-RTD=10,a21026-ZSRTD=12,a21026-FLAG=N'],
    ['with blanks behind the separators', ' a21026-Rtd=10, a21026-ZsRtd=12; a21026-Flag=N'],
  ])('reads %s', (_, area) => {
    expect(valuesIn(area)).toEqual(['a21026 Rtd 10 N', 'a21026 ZsRtd 12 N']);
  });

  it('gives each factor its own flag, and the last one only to those without', () => {
    expect(valuesIn('w01018-Rtd=1,w01018-Flag=D;w21003-Rtd=2;Flag=N;w21011-Rtd=3;Flag=M')).toEqual([
      'w01018 Rtd 1 D',
      'w21003 Rtd 2 N',
      'w21011 Rtd 3 M',
    ]);
  });

  it.each(['LA', 'Leq', 'PM25', 'SO2', 'w01018', '011', 'B01', 'i13001'])('takes the factor %s', (code) => {
    expect(valuesIn(`${code}-Rtd=57.9,${code}-Flag=N`)).toEqual([`${code} Rtd 57.9 N`]);
  });

  it('reads numeric factor codes of the 2005 edition in the order sent', () => {
    expect(valuesIn('831-Rtd=1;121-Rtd=2')).toEqual(['831 Rtd 1 null', '121 Rtd 2 null']);
  });

  it('knows no flag beyond the eight, and shows the sent text', () => {
    expect(dataIn('w01018-Rtd=1,w01018-Flag=X').values).toMatchObject([{ flag: null, flagText: 'X' }]);
  });

  it.each([
    ['--', 'UNREADABLE'],
    ['NaN', 'UNREADABLE'],
    ['1e5', 'UNREADABLE'],
    ['9'.repeat(100), 'UNREADABLE'],
    ['', 'EMPTY'],
  ])('a value of %j is lost alone', (text, kind) => {
    const data = dataIn(`w01018-Rtd=180,w01018-Flag=N;w21003-Rtd=${text},w21003-Flag=B`);
    expect(data.values).toMatchObject([{ code: 'w01018', text: '180', flag: 'N' }]);
    expect(data.unread).toEqual([{ kind, key: 'w21003-Rtd', text, flagText: 'B' }]);
  });

  it("keeps both halves of the standard's ,01018-Rtd= under the codes that they were sent with", () => {
    const data = dataIn('w01018-Min=1,01018-Rtd=2,w01018-Flag=N');
    expect(data.values).toMatchObject([
      { code: 'w01018', statistic: 'Min', flag: 'N' },
      { code: '01018', statistic: 'Rtd', flag: null },
    ]);
    expect(data.leniencies).toEqual(['FACTORS_MIXED', 'FACTORS_MIXED']);
  });

  it('takes a repeated value once, and keeps a contradicting value apart', () => {
    const data = dataIn('w01018-Rtd=1;w01018-Rtd=1;w01018-Rtd=2');
    expect(data.values).toHaveLength(1);
    expect(data.unread).toMatchObject([{ kind: 'REPEATED', key: 'w01018-Rtd', text: '2' }]);
  });

  it('loses no pair: each is a value, the time, a flag, or kept as it came', () => {
    const data = dataIn(
      'w01018-Rtd=,w01018-Flag=D;SB1-RS=1;w21003-SampleTime=20260801080000,w21003-Rtd=1;junk;a=b=c',
    );
    expect(data.values).toMatchObject([{ code: 'w21003' }]);
    expect(data.unread.map(({ kind, key, text }) => `${kind} ${key} ${text}`)).toEqual([
      'EMPTY w01018-Rtd ',
      'OTHER SB1-RS 1',
      'OTHER w21003-SampleTime 20260801080000',
      'MALFORMED  junk',
      'MALFORMED  a=b=c',
    ]);
  });

  it.each([
    ['no DataTime', 'w01018-Rtd=1', 'TIME_MISSING'],
    ['an empty data area', '', 'TIME_MISSING'],
    ['30 February', 'DataTime=20260230000000;w01018-Rtd=1', 'TIME_INVALID'],
    ['hour 24', 'DataTime=20260201240000;w01018-Rtd=1', 'TIME_INVALID'],
    ['a DataTime of 12 digits', 'DataTime=202602010000;w01018-Rtd=1', 'TIME_INVALID'],
  ])('refuses %s', (_, area, reason) => {
    const read = readingsIn(area);
    expect(read.ok ? 'accepted' : read.fault.reason).toBe(reason);
  });

  it('refuses a command that carries no readings', () => {
    expect(readingsIn(AT, '2081')).toMatchObject({ fault: { reason: 'COMMAND_UNSUPPORTED' } });
  });
});
