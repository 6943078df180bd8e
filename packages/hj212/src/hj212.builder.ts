import type { PacketDraft } from './encode.ts';
import type { DeviceSettings } from './device-settings.ts';
import { checkFrame, type Scanned } from './frame.ts';
import { FrameScanner } from './frame-scanner.ts';
import { frameSegment } from './encode.ts';
import { parsePacket, type Packet } from './packet.ts';
import type { Outcome } from './fault.ts';

/** The example frame of HJ 212-2017 Annex A. */
export const ANNEX_A =
  '##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&1C80\r\n';

/** A real-time packet of a water source; a test states the values that matter to it. */
export function aDraft(change: Partial<PacketDraft> = {}): PacketDraft {
  return {
    qn: '20260801085857223',
    st: '32',
    cn: '2011',
    pw: '123456',
    mn: 'TEST0000000001',
    flag: 9,
    cp: [
      [['DataTime', '20260801085857']],
      [
        ['w01018-Rtd', '58.20'],
        ['w01018-Flag', 'N'],
      ],
    ],
    ...change,
  };
}

/** A segment around a data area, for data that `encodeFrame` would refuse to build. */
export function segmentWith(
  area: string,
  head = 'QN=20260801085857223;ST=32;CN=2011;PW=123456;MN=T1;Flag=5',
): string {
  return `${head};CP=&&${area}&&`;
}

export function scan(...chunks: (string | Uint8Array)[]): Scanned[] {
  const scanner = new FrameScanner();
  return chunks.flatMap((chunk) =>
    scanner.push(typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk),
  );
}

/** The findings of a scan, in short: `frame`, the leniency, or the reason of the fault. */
export function summary(found: readonly Scanned[]): string[] {
  return found.map((item) => {
    if (item.kind === 'frame') return 'frame';
    return item.kind === 'leniency' ? item.leniency : item.fault.reason;
  });
}

/** Frames, scans, checks and parses a segment. */
export function parseSegment(segment: string, settings?: DeviceSettings): Outcome<Packet> {
  const [item] = scan(frameSegment(segment));
  if (item?.kind !== 'frame') throw new Error(`expected one frame of ${segment}`);
  const checked = checkFrame(item.frame);
  return checked.ok ? parsePacket(checked.value, settings) : checked;
}
