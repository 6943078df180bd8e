import { describe, expect, it } from '@jest/globals';
import type { Outcome } from './fault.ts';
import { parseSegment, segmentWith } from './hj212.builder.ts';
import { readingsOf, type PacketReadings } from './reading.ts';

function readingsIn(area: string, cn = '2011'): Outcome<PacketReadings> {
  const packet = parseSegment(segmentWith(area, `QN=1;ST=32;CN=${cn};PW=1;MN=T1;Flag=5`));
  return packet.ok ? readingsOf(packet.value) : packet;
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
        readings: [
          {
            pollutantCode: 'w01018',
            statistic: 'Rtd',
            value: 58.2,
            valueText: '58.20',
            flag: 'N',
            flagText: 'N',
            dataTime,
          },
          {
            pollutantCode: 'w21003',
            statistic: 'Rtd',
            value: -0.5,
            valueText: '-0.5',
            flag: null,
            flagText: null,
            dataTime,
          },
        ],
        converted: [],
        empty: [],
        ignored: [],
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
    expect(value?.readings.map(({ statistic, flag }) => `${statistic} ${flag}`)).toEqual([
      'Cou M',
      'Min M',
      'Avg M',
      'Max M',
    ]);
  });

  it('keeps converted values apart from measured ones', () => {
    const read = readingsIn(`${AT};a21026-Rtd=10,a21026-ZsRtd=12,a21026-Flag=N`);
    expect(read).toMatchObject({
      value: {
        readings: [{ value: 10, statistic: 'Rtd' }],
        converted: [{ value: 12, statistic: 'Rtd', flag: 'N' }],
      },
    });
  });

  it('names empty values and what is no value, and takes the rest', () => {
    const read = readingsIn(
      `${AT};w01018-Rtd=,w01018-Flag=D;SB1-RS=1;w21003-SampleTime=20260801080000,w21003-Rtd=1`,
    );
    expect(read).toMatchObject({
      value: {
        readings: [{ pollutantCode: 'w21003' }],
        empty: ['w01018-Rtd'],
        ignored: ['SB1-RS', 'w21003-SampleTime'],
      },
    });
  });

  it('knows no flag beyond the eight, and shows what was sent', () => {
    expect(readingsIn(`${AT};w01018-Rtd=1,w01018-Flag=X`)).toMatchObject({
      value: { readings: [{ flag: null, flagText: 'X' }] },
    });
  });

  it('reads numeric factor codes of the 2005 edition in the order sent', () => {
    const read = readingsIn(`${AT};831-Rtd=1;121-Rtd=2`);
    expect(read.ok && read.value.readings.map(({ pollutantCode }) => pollutantCode)).toEqual(['831', '121']);
  });

  it.each([
    ["the standard's ,01018-Rtd=", `${AT};w01018-Min=1,01018-Rtd=2`, 'POLLUTANT_MIXED'],
    ['a factor twice', `${AT};w01018-Rtd=1;w01018-Rtd=2`, 'VALUE_REPEATED'],
    ['a value of letters', `${AT};w01018-Rtd=abc`, 'VALUE_INVALID'],
    ['NaN', `${AT};w01018-Rtd=NaN`, 'VALUE_INVALID'],
    ['a value with an exponent', `${AT};w01018-Rtd=1e5`, 'VALUE_INVALID'],
    ['a value of a hundred digits', `${AT};w01018-Rtd=${'9'.repeat(100)}`, 'VALUE_INVALID'],
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
