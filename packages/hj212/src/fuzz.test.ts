import { describe, expect, it } from '@jest/globals';
import { answerTo } from './answer.ts';
import { crc, crcText } from './crc.rule.ts';
import { encodeFrame } from './encode.ts';
import { checkFrame, type Scanned } from './frame.ts';
import { FrameScanner } from './frame-scanner.ts';
import { aDraft } from './hj212.builder.ts';
import { parsePacket } from './packet.ts';
import { readingsOf } from './reading.ts';

const ROUNDS = 2000;
const GOOD = encodeFrame(aDraft({ qn: '20260801085857999' }));
const LIKELY = Buffer.from('#&=;,-0159AFNQw\r\n\x00\xff');

/** Mulberry32: the same frames in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function mutate(frame: Buffer, random: (below: number) => number): Buffer {
  const at = random(frame.length);
  const [before, after] = [frame.subarray(0, at), frame.subarray(at)];
  const byte = LIKELY.subarray(random(LIKELY.length)).subarray(0, 1);
  const kinds: (() => Buffer)[] = [
    () => Buffer.concat([before, byte, after.subarray(1)]),
    () => Buffer.concat([before, byte, after]),
    () => Buffer.concat([before, after.subarray(1)]),
    () => Buffer.concat([before, after.subarray(random(after.length + 1))]),
    () => Buffer.concat([before, frame.subarray(0, random(40)), after]),
    () => Buffer.from(frame.map((value, index) => (index === at ? value ^ (1 << random(8)) : value))),
  ];
  return kinds[random(kinds.length)]?.() ?? frame;
}

function mutatedOften(frame: Buffer, random: (below: number) => number): Buffer {
  let mutated = frame;
  for (let times = 1 + random(4); times > 0; times -= 1) mutated = mutate(mutated, random);
  return mutated;
}

/** Pushes in random pieces. */
function scanInPieces(bytes: Buffer, random: (below: number) => number): Scanned[] {
  const scanner = new FrameScanner();
  const found: Scanned[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = 1 + random(200);
    found.push(...scanner.push(bytes.subarray(at, at + size)));
    at += size;
  }
  return [...found, ...scanner.finish()];
}

/** Takes a find as far as it goes; returns the request numbers of what is accepted. */
function accepted(item: Scanned): string[] {
  if (item.kind !== 'frame') return [];
  const checked = checkFrame(item.frame);
  if (!checked.ok) return [];
  expect(crcText(crc(item.frame.segment))).toBe(item.frame.crc.toUpperCase().padStart(4, '0'));
  const packet = parsePacket(checked.value);
  if (!packet.ok) return [];
  readingsOf(packet.value);
  answerTo(packet.value, { kind: 'accepted' });
  return [packet.value.qn ?? ''];
}

describe('mutated frames', () => {
  it(`never throw, never pass with a wrong CRC, never cost the next frame, in ${ROUNDS} rounds`, () => {
    const random = seeded(212);
    let refused = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const mutated = mutatedOften(encodeFrame(aDraft({ qn: String(round + 1) })), random);
      const found = scanInPieces(Buffer.concat([mutated, GOOD]), random);
      const numbers = found.flatMap(accepted);
      expect({ round, last: numbers.at(-1) }).toEqual({ round, last: '20260801085857999' });
      if (numbers.length === 1) refused += 1;
    }
    expect(refused).toBeGreaterThan(ROUNDS / 2);
  });

  it('random bytes never throw and never pass', () => {
    const random = seeded(2017);
    for (let round = 0; round < 200; round += 1) {
      const bytes = Buffer.from(Array.from({ length: 500 }, () => random(256)));
      expect(scanInPieces(bytes, random).flatMap(accepted)).toEqual([]);
    }
  });
});
