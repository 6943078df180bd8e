import { describe, expect, it } from '@jest/globals';
import type { Writable } from 'node:stream';
import * as ws from 'ws';
import { envelope, framesOf } from './frames.ts';

/** Exported by ws, but not by its types. */
const { Receiver } = ws as unknown as { Receiver: new (options: { isServer: boolean }) => Writable };

/** The messages that another implementation of RFC 6455 reads in the bytes. */
function read(bytes: Buffer): unknown[] {
  const messages: unknown[] = [];
  const receiver = new Receiver({ isServer: false });
  receiver.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString('utf8'))));
  receiver.write(bytes);
  return messages;
}

describe('the frames of a result', () => {
  it.each([0, 20, 60, 200, 65_400, 65_600, 200_000])(
    'of %i characters are decoded unchanged by another implementation',
    (size) => {
      const result = { data: { text: '网'.repeat(size) } };
      const frame = framesOf(result).frame(envelope('a"1'));
      expect(read(frame)).toEqual([{ id: 'a"1', type: 'next', payload: result }]);
    },
  );

  it('share memory among ids of one length, and differ by the id', () => {
    const frames = framesOf({ data: { number: 1 } });
    const first = frames.frame(envelope('aa'));
    expect(read(first)).toMatchObject([{ id: 'aa' }]);
    const second = frames.frame(envelope('bb'));
    expect(second).toBe(first);
    expect(read(second)).toMatchObject([{ id: 'bb' }]);
    expect(read(frames.frame(envelope('longer')))).toMatchObject([{ id: 'longer' }]);
  });

  it('leave their memory to a connection that has not written it out yet', () => {
    const frames = framesOf({ data: { number: 2 } });
    const kept = frames.frame(envelope('aa'));
    frames.leave(envelope('aa'));
    frames.frame(envelope('bb'));
    expect(read(kept)).toMatchObject([{ id: 'aa' }]);
  });
});
