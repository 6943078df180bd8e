import { describe, expect, it } from '@jest/globals';
import { STANDARD_SETTINGS } from './device-settings.ts';
import { checkFrame } from './frame.ts';
import { scan } from './hj212.builder.ts';
import { parsePacket, type Packet } from './packet.ts';
import { readingsOf } from './reading.ts';
import { SimulatedStation, type StationOptions } from './simulate.ts';

const AT = new Date('2026-08-01T01:00:00Z');

function aStation(change: Partial<StationOptions> = {}): SimulatedStation {
  const factors = [{ code: 'w01018', mean: 40, swing: 0.5, noise: 0.1 }];
  return new SimulatedStation({
    mn: 'T1',
    st: '32',
    pw: '1',
    settings: STANDARD_SETTINGS,
    factors,
    seed: 7,
    ...change,
  });
}

function read(bytes: Buffer, settings = STANDARD_SETTINGS): Packet {
  const [item] = scan(bytes);
  const checked = item?.kind === 'frame' ? checkFrame(item.frame, settings) : null;
  const packet = checked?.ok ? parsePacket(checked.value, settings) : null;
  if (!packet?.ok) throw new Error('expected a packet');
  return packet.value;
}

function valuesOf(bytes: Buffer): string[] {
  const data = readingsOf(read(bytes));
  return data.ok ? data.value.values.map(({ statistic, text, flag }) => `${statistic} ${text} ${flag}`) : [];
}

describe('SimulatedStation', () => {
  it('sends the same for the same seed and time, and other values for another seed', () => {
    expect(aStation().realTime(AT)).toEqual(aStation().realTime(AT));
    expect(aStation({ seed: 8 }).realTime(AT)).not.toEqual(aStation().realTime(AT));
    expect(valuesOf(aStation().realTime(AT))).toEqual([expect.stringMatching(/^Rtd \d\d\.\d\d N$/)]);
  });

  it('gives an interval whose mean lies between its least and its greatest value', () => {
    const texts = valuesOf(aStation().interval('HOUR', AT));
    const [least, mean, greatest] = texts.map((each) => Number(each.split(' ')[1]));
    expect(texts).toHaveLength(4);
    expect(least).toBeLessThan(mean!);
    expect(mean).toBeLessThan(greatest!);
  });

  it('sends the exceedances, faults and gaps of its options', () => {
    const disturbed = (disturb: StationOptions['disturb']) => valuesOf(aStation({ disturb }).realTime(AT));
    expect(disturbed(() => ({ value: 950 }))).toEqual(['Rtd 950.00 N']);
    expect(disturbed((_code, _at, value) => ({ value, flag: 'D' }))).toEqual([expect.stringMatching(/ D$/)]);
    expect(disturbed(() => null)).toEqual([]);
  });

  it('uses the configured edition, CRC order and length', () => {
    const settings = { edition: '2005', crcOrder: 'MODBUS', lengthRule: 'SEGMENT_CRC_LINE_END' } as const;
    expect(read(aStation({ settings }).realTime(AT), settings)).toMatchObject({
      qn: null,
      flag: null,
      cn: '2011',
    });
    const newest = { ...STANDARD_SETTINGS, edition: '2025' } as const;
    expect(read(aStation({ settings: newest }).heartbeat(AT), newest)).toMatchObject({
      cn: '9015',
      leniencies: [],
    });
  });
});
