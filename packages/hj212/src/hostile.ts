import { answerTo } from './answer.ts';
import { crc, crcText } from './crc.rule.ts';
import { encodeFrame, type PacketDraft } from './encode.ts';
import { checkFrame, type Scanned } from './frame.ts';
import { FrameScanner } from './frame-scanner.ts';
import { parsePacket } from './packet.ts';
import { readingsOf } from './reading.ts';

const LAST = '20260801085857999';
const GOOD = encodeFrame(draftOf(LAST));
const LIKELY = Buffer.from('#&=;,-0159AFNQw\r\n\x00\xff');

/** Mulberry32: the same frames in every run. */
export function seeded(seed: number): (below: number) => number {
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
export function scanInPieces(bytes: Buffer, random: (below: number) => number): Scanned[] {
  const scanner = new FrameScanner();
  const found: Scanned[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = 1 + random(200);
    found.push(...scanner.push(bytes.subarray(at, at + size)));
    at += size;
  }
  return [...found, ...scanner.finish()];
}

/** Takes a find as far as it goes; returns the request numbers of accepted packets. */
export function accepted(item: Scanned): string[] {
  if (item.kind !== 'frame') return [];
  const checked = checkFrame(item.frame);
  if (!checked.ok) return [];
  if (crcText(crc(item.frame.segment)) !== item.frame.crc.toUpperCase().padStart(4, '0'))
    throw new Error('a frame passed with a wrong CRC');
  const packet = parsePacket(checked.value);
  if (!packet.ok) return [];
  readingsOf(packet.value);
  answerTo(packet.value, { kind: 'accepted' });
  return [packet.value.qn ?? ''];
}

/**
 * One frame is mutated; an untouched one follows in the same stream.
 * @returns whether the mutated one was refused. Throws when anything throws, or the untouched one is lost.
 */
export function hostileRound(round: number, random: (below: number) => number): boolean {
  const mutated = mutatedOften(encodeFrame(draftOf(String(round + 1))), random);
  const numbers = scanInPieces(Buffer.concat([mutated, GOOD]), random).flatMap(accepted);
  if (numbers.at(-1) !== LAST) throw new Error(`round ${round}: a mutated frame cost the next one`);
  return numbers.length === 1;
}

function draftOf(qn: string): PacketDraft {
  const cp = [
    [['DataTime', '20260801085857']],
    [
      ['w01018-Rtd', '58.2'],
      ['w01018-Flag', 'N'],
    ],
    [
      ['a34013-Rtd', '3.2'],
      ['a34013-ZsRtd', '4.1'],
      ['a34013-Flag', 'N'],
    ],
  ] as const;
  return { qn, st: '32', cn: '2011', pw: '123456', mn: '010000A8900016F000169DC0', flag: 5, cp };
}
