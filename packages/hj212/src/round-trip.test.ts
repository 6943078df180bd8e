import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeFrame, type PacketDraft } from './encode.ts';
import type { DeviceSettings } from './device-settings.ts';
import { checkFrame, type Scanned } from './frame.ts';
import { FrameScanner } from './frame-scanner.ts';
import { parsePacket } from './packet.ts';

// The patterns are read once: `draft` is called for every packet that is built.
const text = (pattern: RegExp): fc.Arbitrary<string> => fc.stringMatching(pattern);
const qn = text(/^[0-9A-Za-z]{1,20}$/);
const st = text(/^\d{2}$/);
const cn = text(/^\d{4}$/);
const pw = text(/^[0-9A-Za-z]{1,32}$/);
const mn = text(/^[0-9A-Za-z_-]{1,40}$/);
const flag = fc.integer({ min: 0, max: 255 }).map((value) => value & ~2);
const pair = fc.tuple(text(/^[A-Za-z0-9_-]{1,12}$/), text(/^[A-Za-z0-9.+\-/:*()]{0,20}$/));
const cp = fc.array(fc.array(pair, { minLength: 1, maxLength: 6 }), { maxLength: 8 });
const settings: fc.Arbitrary<DeviceSettings> = fc.record({
  edition: fc.constantFrom('2005', '2017', '2025'),
  crcOrder: fc.constantFrom('STANDARD', 'MODBUS'),
  lengthRule: fc.constantFrom('SEGMENT', 'SEGMENT_CRC_LINE_END'),
});

const draft = (of: DeviceSettings): fc.Arbitrary<PacketDraft> => {
  const isOld = of.edition === '2005';
  return fc.record({
    st,
    cn,
    pw,
    mn,
    cp,
    qn: isOld ? fc.option(qn) : qn,
    flag: isOld ? fc.option(flag) : flag,
  });
};

const packets = settings.chain((of) => fc.tuple(fc.constant(of), draft(of)));

describe('a built frame', () => {
  it('is parsed as the same', () => {
    fc.assert(
      fc.property(packets, ([of, built]) => {
        const [item] = new FrameScanner().push(encodeFrame(built, of));
        if (item?.kind !== 'frame') throw new Error('expected a frame');
        const checked = checkFrame(item.frame, of);
        const parsed = checked.ok ? parsePacket(checked.value, of) : checked;
        if (!parsed.ok) throw new Error(parsed.fault.detail);
        const { qn, st, cn, pw, mn, flag, cp } = parsed.value;
        expect({ qn, st, cn, pw, mn, flag: flag && flag.value, cp }).toEqual(built);
      }),
      { numRuns: 300 },
    );
  });

  it('is found in the stream however its bytes are cut, with any bytes around it', () => {
    const frames = packets.map(([of, built]) => encodeFrame(built, of));
    const junk = fc
      .array(fc.constantFrom('#', '##', '##0101', '&&', '1C80', '\r', '\n', 'x', '##9999QN=1;'), {
        maxLength: 6,
      })
      .map((parts) => Buffer.from(parts.join('')));
    const stream = fc.array(fc.oneof(frames, junk), { maxLength: 6 }).map((parts) => Buffer.concat(parts));
    fc.assert(
      fc.property(
        stream,
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 9 }),
        (bytes, cuts) => {
          expect(summaries(inPieces(bytes, cuts))).toEqual(summaries(inPieces(bytes, [bytes.length + 1])));
        },
      ),
      { numRuns: 300 },
    );
  });
});

function inPieces(bytes: Buffer, cuts: readonly number[]): Scanned[] {
  const scanner = new FrameScanner();
  const found: Scanned[] = [];
  for (let at = 0, piece = 0; at < bytes.length; piece += 1) {
    const end = at + (cuts[piece % cuts.length] ?? 1);
    found.push(...scanner.push(Buffer.from(bytes.subarray(at, end))));
    at = end;
  }
  return [...found, ...scanner.finish()];
}

function summaries(found: readonly Scanned[]): string[] {
  return found.map((item) => {
    if (item.kind === 'leniency') return item.leniency;
    return item.kind === 'frame' ? item.frame.text : `${item.fault.reason} ${item.bytes.toString('latin1')}`;
  });
}
