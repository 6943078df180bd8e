import { describe, expect, it } from '@jest/globals';
import { Assembly, type Taken } from './assembly.ts';
import { encodeFrame } from './encode.ts';
import { aDraft, parseSegment } from './hj212.builder.ts';
import { joinDataAreas } from './joined-areas.rule.ts';
import type { Packet } from './packet.ts';

const NOW = new Date('2026-08-01T01:00:00Z');
const LIMITS = { splitMilliseconds: 30_000, splitCharacters: 1_000 };
const TIME = [['DataTime', '20260801085857']] as const;

function aPart(pno: number, pnum = 3, change: Parameters<typeof aDraft>[0] = {}): Packet {
  const cp = [[[`w0100${pno}-Rtd`, '1']]] as const;
  const draft = aDraft({ flag: 11, split: { pnum, pno }, cp: pno === 1 ? [TIME, ...cp] : cp, ...change });
  const parsed = parseSegment(encodeFrame(draft).toString().slice(6, -6));
  if (!parsed.ok) throw new Error(parsed.fault.detail);
  return parsed.value;
}

function keysOf(taken: Taken): string[] {
  return taken.kind === 'whole'
    ? taken.packet.cp.flatMap((group) => group.map(([key]) => key))
    : [taken.kind];
}

const later = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);

describe('Assembly', () => {
  it.each([
    ['in order', [1, 2, 3]],
    ['backwards', [3, 2, 1]],
    ['with one sent again', [1, 2, 2, 3]],
  ])('makes one packet of three that come %s', (_, order) => {
    const assembly = new Assembly(LIMITS);
    const taken = order.map((pno) => assembly.take(aPart(pno), NOW));
    expect(taken.slice(0, -1).every(({ kind }) => kind === 'waiting')).toBe(true);
    expect(keysOf(taken.at(-1)!)).toEqual(['DataTime', 'w01001-Rtd', 'w01002-Rtd', 'w01003-Rtd']);
    expect(taken.at(-1)).toMatchObject({ packet: { pnum: null, pno: null } });
    expect(assembly.finish()).toEqual([]);
  });

  it('leaves a packet alone that is not split, and one that is the only part', () => {
    const assembly = new Assembly(LIMITS);
    const alone = aPart(1, 1);
    expect(keysOf(assembly.take(alone, NOW))).toEqual(['DataTime', 'w01001-Rtd']);
    const packet = { ...alone, pnum: null, pno: null };
    expect(assembly.take(packet, NOW)).toEqual({ kind: 'whole', packet });
  });

  it.each([
    ['of another request', { qn: '20260801085857224' }],
    ['of another device', { mn: 'TEST0000000002' }],
    ['of another command', { cn: '2051' }],
  ])('does not mix in a part %s', (_, change) => {
    const assembly = new Assembly(LIMITS);
    assembly.take(aPart(1, 2), NOW);
    expect(assembly.take(aPart(2, 2, change), NOW).kind).toBe('waiting');
    expect(keysOf(assembly.take(aPart(2, 2), NOW))).toEqual(['DataTime', 'w01001-Rtd', 'w01002-Rtd']);
  });

  it('wants an answer when any part does', () => {
    const assembly = new Assembly(LIMITS);
    assembly.take(aPart(1, 2), NOW);
    expect(assembly.take(aPart(2, 2, { flag: 10 }), NOW)).toMatchObject({
      packet: { flag: { wantsAnswer: true } },
    });
  });

  it('gives up a message whose parts disagree on their number', () => {
    const assembly = new Assembly(LIMITS);
    assembly.take(aPart(1, 3), NOW);
    expect(assembly.take(aPart(2, 2), NOW)).toMatchObject({ fault: { reason: 'SPLIT_INVALID' } });
    expect(assembly.characters).toBe(0);
  });

  it('gives up a message whose next part is overdue, counted from its newest', () => {
    const assembly = new Assembly(LIMITS);
    assembly.take(aPart(1), NOW);
    assembly.take(aPart(2), later(20_000));
    expect(assembly.giveUp(later(50_000))).toEqual([]);
    expect(assembly.giveUp(later(50_001))).toMatchObject([
      { reason: 'SPLIT_INCOMPLETE', detail: expect.stringContaining('2 of 3 parts') },
    ]);
    expect(assembly.take(aPart(3), later(50_002)).kind).toBe('waiting');
  });

  it('gives up a message that is larger than the limit, and the oldest of too many', () => {
    const assembly = new Assembly(LIMITS);
    for (let n = 0; n < 6; n += 1) assembly.take(aPart(1, 2, { qn: String(n) }), later(n));
    expect(assembly.giveUp(later(6)).map(({ detail }) => detail.slice(-4))).toEqual(['QN=0', 'QN=1']);
    const cp = [[['Info', 'x'.repeat(1_000)]]] as const;
    expect(assembly.take(aPart(1, 2, { qn: '9', cp }), NOW)).toMatchObject({
      fault: { reason: 'SPLIT_TOO_LARGE' },
    });
    expect(assembly.finish()).toHaveLength(4);
    expect(assembly.characters).toBe(0);
  });
});

describe('joinDataAreas', () => {
  const area = (...groups: Record<string, string>[]) => groups.map((group) => Object.entries(group));
  const COD = { 'w01018-Rtd': '58.2' };
  const FLAG = { 'w01018-Flag': 'N' };

  it.each([
    ['a group torn between a value and its flag is one', [area(COD), area(FLAG)], [{ ...COD, ...FLAG }]],
    [
      'groups of two factors stay two',
      [area(COD), area({ 'w01001-Rtd': '7' })],
      [COD, { 'w01001-Rtd': '7' }],
    ],
    ['a key said twice stays twice, to be seen', [area(COD), area(COD)], [COD, COD]],
    ['a part without groups is nothing', [area(COD), area(), area(FLAG)], [{ ...COD, ...FLAG }]],
    ['data that is not at the cut is not changed', [area(COD, FLAG)], [COD, FLAG]],
    ['a time is no factor', [area({ DataTime: '1' }), area(COD)], [{ DataTime: '1' }, COD]],
  ])('%s', (_, areas, expected) => {
    expect(joinDataAreas(areas).map((group) => Object.fromEntries(group))).toEqual(expected);
  });
});
