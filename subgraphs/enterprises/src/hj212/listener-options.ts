import type { Disposition } from './answer.ts';
import type { AssemblyLimits } from './assembly.ts';
import type { CrcOrder } from './crc.rule.ts';
import type { Fault } from './fault.ts';
import type { Packet } from './packet.ts';

/** Where and when a packet came in. */
export interface Reception {
  /** Counts the listener's connections from 1. */
  readonly connectionId: number;
  readonly remoteAddress: string;
  readonly receivedAt: Date;
  /** The order in which the packet's CRC was right. */
  readonly crcOrder: CrcOrder;
}

/** A fault with what is known of its origin: enough for one counter and one log line, without the password. */
export interface ReportedFault extends Fault {
  readonly at: Date;
  readonly connectionId: number | null;
  readonly remoteAddress: string | null;
  /** The MN as far as it is legible; unproven unless the CRC was right. */
  readonly mn: string | null;
  /** The beginning of what was received, quoted; `null` when the fault is of the connection. */
  readonly excerpt: string | null;
  /** What the handler threw, for `HANDLER_FAILED`; the socket's error, for `CONNECTION_BROKEN`. */
  readonly cause?: unknown;
}

export interface ListenerLimits extends AssemblyLimits {
  /** Connections served at once; further ones are closed. Default 1,000. */
  readonly connections: number;
  /** Silence after which a connection is closed. Default 30 minutes: some devices send only hourly data plus heartbeats. */
  readonly idleMilliseconds: number;
  /** Faults one after another, without an accepted packet, before a connection is closed. Default 1,000. */
  readonly consecutiveFaults: number;
  /** How long `close` waits for packets in hand. Default 5 seconds. */
  readonly closeMilliseconds: number;
}

export const DEFAULT_LIMITS: ListenerLimits = {
  connections: 1000,
  idleMilliseconds: 30 * 60 * 1000,
  consecutiveFaults: 1000,
  closeMilliseconds: 5000,
  // A device waits 10 s for its answer and sends again three times: after that nothing more comes.
  splitMilliseconds: 30_000,
  splitCharacters: 64 * 1024,
};

/** What a listener asks of its owner. */
export interface PacketHandling {
  /**
   * The CRC order set for a device; STANDARD when absent. Asked with the MN of an *unchecked* frame, before anything
   * else: it must be cheap and must answer STANDARD for an MN it does not know.
   */
  readonly crcOrderOf?: (mn: string) => CrcOrder | Promise<CrcOrder>;
  /**
   * Stores a packet. The device is answered only after this resolves, so it must resolve after the commit. When it
   * rejects, nothing is answered and the device sends again: storing twice the same must be harmless.
   */
  readonly onPacket: (packet: Packet, reception: Reception) => Promise<Disposition>;
  /** Every fault, refusals of `onPacket` included, once: the place to count and to log. Must not throw. */
  readonly onFault: (fault: ReportedFault) => void;
  readonly clock: { now(): Date };
}

export interface Hj212ListenerOptions extends PacketHandling {
  /** 0 takes any free one: read it from the listener. */
  readonly port: number;
  readonly host: string;
  readonly limits?: Partial<ListenerLimits>;
}
