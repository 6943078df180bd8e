import type { Disposition } from './answer.ts';
import type { AssemblyLimits } from './assembly.ts';
import { BOUNDS } from './bounds.ts';
import type { DeviceSettings } from './device-settings.ts';
import type { Fault } from './fault.ts';
import type { Leniency } from './leniency.ts';
import type { Packet } from './packet.ts';

/** Where and when a packet came in. */
export interface Reception {
  /** Counts the listener's connections from 1. */
  readonly connectionId: number;
  readonly remoteAddress: string;
  readonly receivedAt: Date;
  /** The settings by which the packet was read. */
  readonly settings: DeviceSettings;
}

/** A fault with its origin as far as it is known: enough for one counter and one log line, without the password. */
export interface ReportedFault extends Fault {
  readonly at: Date;
  readonly connectionId: number | null;
  readonly remoteAddress: string | null;
  /** The MN as far as it is legible; unproven unless the CRC was right. */
  readonly mn: string | null;
  /** The beginning of the received text, quoted; `null` when the fault is of the connection. */
  readonly excerpt: string | null;
  /** The handler's error, for `HANDLER_FAILED`; the socket's error, for `CONNECTION_BROKEN`. */
  readonly cause?: unknown;
}

export interface ListenerLimits extends AssemblyLimits {
  /** Connections served at once; further ones are closed. */
  readonly connections: number;
  /** Connections of one remote address served at once; further ones are closed. */
  readonly connectionsPerAddress: number;
  /** How long a new connection may take until its first accepted packet. */
  readonly firstPacketMilliseconds: number;
  /** Silence after which a connection is closed. */
  readonly idleMilliseconds: number;
  /** Faults one after another, without an accepted packet, before a connection is closed. */
  readonly consecutiveFaults: number;
  /** The same before the first accepted packet. */
  readonly faultsBeforeFirstPacket: number;
  /** How long `close` waits for packets in hand. */
  readonly closeMilliseconds: number;
}

const { listener, split } = BOUNDS;

export const DEFAULT_LIMITS: ListenerLimits = {
  connections: listener.connections,
  connectionsPerAddress: listener.connectionsPerAddress,
  firstPacketMilliseconds: listener.firstPacketMs,
  idleMilliseconds: listener.idleMs,
  consecutiveFaults: listener.consecutiveFaults,
  faultsBeforeFirstPacket: listener.faultsBeforeFirstPacket,
  closeMilliseconds: listener.closeMs,
  splitMilliseconds: split.partMs,
  splitCharacters: split.characters,
};

/** The functions that the owner of a listener gives to it. */
export interface PacketHandling {
  /**
   * The settings registered for a device; those of a device unknown to it when absent or null. Asked with the MN of an
   * *unchecked* frame, before anything else: it must be cheap.
   */
  readonly settingsOf?: (mn: string) => Settings | Promise<Settings>;
  /**
   * Stores a packet. The device is answered only after this resolves, so it must resolve once the data is durable.
   * When it rejects, nothing is answered and the device sends again: storing twice the same must be harmless.
   */
  readonly onPacket: (packet: Packet, reception: Reception) => Promise<Disposition>;
  /** Every fault, refusals of `onPacket` included, once: the place to count and to log. Must not throw. */
  readonly onFault: (fault: ReportedFault) => void;
  /** Each leniency that belongs to no packet, such as a missing line end. Must not throw. */
  readonly onLeniency?: (leniency: Leniency) => void;
  readonly clock: { now(): Date };
}

type Settings = DeviceSettings | null | undefined;

export interface Hj212ListenerOptions extends PacketHandling {
  /** 0 takes any free one: read it from the listener. */
  readonly port: number;
  readonly host: string;
  readonly limits?: Partial<ListenerLimits>;
}

/** Of a device that is not registered nothing is known: it is read by the edition that demands the least. */
export const UNKNOWN_DEVICE: DeviceSettings = {
  edition: '2005',
  crcOrder: 'STANDARD',
  lengthRule: 'SEGMENT',
};
