import { EventEmitter, once } from 'node:events';
import { afterEach } from '@jest/globals';
import type { Disposition } from './answer.ts';
import { encodeFrame, type PacketDraft } from './encode.ts';
import { aDraft } from './hj212.builder.ts';
import type { Hj212ListenerOptions, ReportedFault } from './listener-options.ts';
import { createHj212Listener, type Hj212Listener } from './listener.ts';

export const NOW = new Date('2026-08-01T01:00:00Z');
export const ACCEPTED: Disposition = { kind: 'accepted' };
const open: Hj212Listener[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((listener) => listener.close()));
});

/** A listener with its reports and the packets that it has handed on. */
export interface Bench {
  readonly listener: Hj212Listener;
  readonly faults: ReportedFault[];
  readonly handled: string[];
  /** Resolves with the next fault of this reason, or one that has come already. */
  readonly fault: (reason: ReportedFault['reason']) => Promise<ReportedFault>;
}

/** A listener on a free port, closed after the test; it accepts everything by default. */
export async function aListener(options: Partial<Hj212ListenerOptions> = {}): Promise<Bench> {
  const events = new EventEmitter();
  const faults: ReportedFault[] = [];
  const handled: string[] = [];
  const listener = await createHj212Listener({
    port: 0,
    host: '127.0.0.1',
    clock: { now: () => NOW },
    ...options,
    onPacket: async (packet, reception) => {
      handled.push(packet.qn ?? '');
      return options.onPacket ? options.onPacket(packet, reception) : ACCEPTED;
    },
    onFault: (fault) => {
      faults.push(fault);
      events.emit(fault.reason);
    },
  });
  open.push(listener);
  const fault = async (reason: ReportedFault['reason']): Promise<ReportedFault> => {
    for (;;) {
      const found = faults.find((candidate) => candidate.reason === reason);
      if (found) return found;
      await once(events, reason);
    }
  };
  return { listener, faults, handled, fault };
}

/** A good frame with this request number. */
export function frame(qn: string, change: Partial<PacketDraft> = {}): Buffer {
  return encodeFrame(aDraft({ qn, ...change }));
}
