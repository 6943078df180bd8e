import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkFrame } from './frame.ts';
import { FrameScanner } from './frame-scanner.ts';
import { parsePacket } from './packet.ts';
import { intervalOf, readingsOf } from './reading.ts';

interface LoggedFrame {
  readonly frame: string;
  readonly crcValid: boolean;
  readonly lengthValid: boolean;
}

// Logged in the wild, without a licence: they lie beside the checkout, where anyone has them at all.
const FILE = ['../../../../shared', '../../../../../shared']
  .map((folder) => new URL(`${folder}/data/hj212-frames.jsonl`, import.meta.url))
  .find((file) => existsSync(file));
const whenLogged = FILE ? describe : describe.skip;

function loggedFrames(): LoggedFrame[] {
  const lines = readFileSync(FILE ?? '', 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as LoggedFrame);
}

whenLogged('frames logged in the wild', () => {
  it('have the same verdict from the scanner as from their log', () => {
    for (const { frame, crcValid, lengthValid } of loggedFrames()) {
      const [item, ...more] = new FrameScanner().push(Buffer.from(`${frame}\r\n`));
      const isFrame = item?.kind === 'frame';
      expect({ frame, lengthValid: isFrame, more }).toEqual({ frame, lengthValid, more: [] });
      if (isFrame) expect(checkFrame(item.frame).ok).toBe(crcValid);
    }
  });

  it('come out of one stream, all of them, as packets with their readings', () => {
    const stream = Buffer.from(
      loggedFrames()
        .map(({ frame }) => `${frame}\r\n`)
        .join(''),
    );
    const outcomes = new FrameScanner().push(stream).map((item) => {
      const checked = item.kind === 'frame' ? checkFrame(item.frame) : null;
      const packet = checked?.ok ? parsePacket(checked.value) : null;
      if (!packet?.ok) return 'lost';
      return intervalOf(packet.value.cn) && !readingsOf(packet.value).ok ? 'unread' : 'read';
    });
    expect(outcomes).toHaveLength(loggedFrames().length);
    expect(new Set(outcomes)).toEqual(new Set(['read']));
  });
});
