import type { Database } from '@ecogrid/database';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import {
  intervalOf,
  readingsOf,
  type DeviceSettings,
  type Disposition,
  type FaultReason,
  type Packet,
  type Reception,
  type ReportedFault,
} from '@ecogrid/hj212';
import { BOUNDS } from '../bounds.ts';
import type { DeviceRepository } from '../device/index.ts';
import type { FaultLedger } from '../device-fault/index.ts';
import type { EpisodeKeeper } from '../episode/index.ts';
import type { ExceedanceRepository } from '../exceedance/index.ts';
import type { NewParkedValue, ParkedValueRepository } from '../parked-value/index.ts';
import { InstrumentWatch } from '../finding/index.ts';
import type { KeptReadings, ReadingStore, SentReadings } from '../reading/index.ts';
import { isClockRight, type ClockWindow } from './clock-window.rule.ts';
import type { DeviceRegistry, RegisteredDevice } from './device-registry.repository.ts';
import { GroupCommit } from './group-commit.ts';
import type { IngestMetrics } from './ingest.metrics.ts';
import { Judge } from './judge.ts';
import type { PasswordGate } from './password-gate.ts';
import { pairsApart, setApart, translate } from './translate.rule.ts';

export interface PacketServiceOptions {
  readonly database: Database;
  readonly outbox: Outbox<TopicOf<'enterprises'>>;
  readonly registry: DeviceRegistry;
  readonly devices: DeviceRepository;
  readonly readingStore: ReadingStore;
  readonly parkedValues: ParkedValueRepository;
  readonly exceedances: ExceedanceRepository;
  readonly episodeKeeper: EpisodeKeeper;
  readonly metrics: IngestMetrics;
  readonly passwords: PasswordGate;
  readonly faultLedger: FaultLedger;
  readonly clockWindow: ClockWindow;
  /** For a fault of a packet that is taken in spite of it. */
  readonly onFault: (fault: ReportedFault) => void;
}

/** A packet on its way into the database. */
interface Arrival {
  readonly registered: RegisteredDevice;
  readonly receivedAt: Date;
  /** Null for a packet without readings. */
  readonly readings: SentReadings | null;
  readonly parked: readonly NewParkedValue[];
  /** All of the packet: parked in place of the readings that have no place. */
  readonly crowded: () => readonly NewParkedValue[];
  /** A packet of a wrong clock may be years old: it does not show that the device works. */
  readonly isSeen: boolean;
}

/** A packet in the database. */
interface Outcome {
  readonly arrival: Arrival;
  /** Undefined for a packet without readings. */
  readonly kept: KeptReadings | undefined;
  readonly parked: readonly NewParkedValue[];
}

const INTERACTION = '91';
const ACCEPTED: Disposition = { kind: 'accepted' };

/** From a checked packet to its changes. The device is answered when this resolves: after the commit. */
export class PacketService {
  private readonly commits = new GroupCommit<Arrival>((arrivals) => this.write(arrivals));
  /** When the last packet of a device was written, in milliseconds. */
  private readonly seenAt = new Map<string, number>();

  private readonly judge: Judge;
  private readonly instruments = new InstrumentWatch();

  constructor(private readonly options: PacketServiceOptions) {
    this.judge = new Judge(options);
  }

  async settingsOf(mn: string): Promise<DeviceSettings | null> {
    const device = (await this.options.registry.byMn(mn))?.device;
    if (!device) return null;
    const { protocolVersion, crcOrder, lengthRule } = device;
    return { edition: protocolVersion, crcOrder, lengthRule };
  }

  async take(packet: Packet, reception: Reception): Promise<Disposition> {
    const { receivedAt, remoteAddress } = reception;
    const registered = await this.options.registry.byMn(packet.mn);
    const claim = { mn: packet.mn, password: packet.pw, address: remoteAddress };
    const isAdmitted = await this.options.passwords.admits(claim, registered?.device.passwordHash);
    if (!registered) return refused('DEVICE_UNKNOWN');
    if (!isAdmitted) return refused('PASSWORD_WRONG');
    // An answer to a command carries the system type of the command (ST=91), not of the device.
    if (packet.st !== registered.device.systemType && packet.st !== INTERACTION) {
      return refused('SYSTEM_TYPE_WRONG');
    }
    if (intervalOf(packet.cn) !== null) return this.takeReadings(packet, registered, reception);
    // A packet without readings (heartbeat, notice, answer) shows that the device is online.
    const parked = pairsApart({ packet, registered, receivedAt });
    await this.commits.add({
      registered,
      receivedAt,
      readings: null,
      parked,
      crowded: () => [],
      isSeen: true,
    });
    return ACCEPTED;
  }

  private async takeReadings(
    packet: Packet,
    registered: RegisteredDevice,
    reception: Reception,
  ): Promise<Disposition> {
    const sent = readingsOf(packet);
    if (!sent.ok) return refused(sent.fault.reason);
    const { receivedAt } = reception;
    const { metrics, clockWindow } = this.options;
    metrics.tolerated(sent.value.leniencies);
    const isSeen = isClockRight(sent.value.dataTime, receivedAt, clockWindow);
    if (!isSeen) this.reportClock(packet, sent.value.dataTime, reception);
    const arrival = { packet, registered, receivedAt };
    const { readings, parked } = isSeen
      ? translate(sent.value, arrival)
      : { readings: null, parked: setApart('CLOCK_WRONG', sent.value, arrival) };
    const crowded = (): NewParkedValue[] => setApart('CROWDED', sent.value, arrival);
    await this.commits.add({ registered, receivedAt, readings, parked, crowded, isSeen });
    return ACCEPTED;
  }

  /** Readings, parked values, exceedances, episodes and events of many packets in one transaction. */
  private async write(arrivals: readonly Arrival[]): Promise<void> {
    const { database, parkedValues } = this.options;
    const outcomes = await database.transaction(async () => {
      const results = await this.keep(arrivals);
      await parkedValues.keep(results.flatMap(({ parked }) => parked));
      await this.judge.take(
        results.map(({ arrival: { registered, receivedAt }, kept }) => ({
          registered,
          receivedAt,
          fresh: kept?.fresh ?? [],
        })),
      );
      await this.writeSeen(arrivals);
      return results;
    });
    for (const outcome of outcomes) this.count(outcome);
  }

  /** A wrong clock was reported for the packet, not for each of its values. */
  private count({ arrival: { registered, receivedAt }, kept, parked }: Outcome): void {
    const { metrics } = this.options;
    if (kept) metrics.stored(kept);
    metrics.parked(parked);
    const { device, instrumentRules } = registered;
    for (const { kind, detail } of this.instruments.take(device, kept?.fresh ?? [], instrumentRules))
      this.options.faultLedger.count({ deviceId: device.id, kind, at: receivedAt, detail, count: 1 });
    for (const { kind, name, text } of parked) {
      if (kind === 'CLOCK_WRONG') continue;
      const detail = `${name}=${text}`.slice(0, BOUNDS.faults.detailCharacters);
      this.options.faultLedger.count({
        deviceId: registered.device.id,
        kind,
        at: receivedAt,
        detail,
        count: 1,
      });
    }
  }

  private async keep(arrivals: readonly Arrival[]): Promise<Outcome[]> {
    const readings = arrivals.flatMap((arrival) => arrival.readings ?? []);
    const inOrder = (await this.options.readingStore.keep(readings)).values();
    return arrivals.map((arrival) => {
      const kept = arrival.readings ? inOrder.next().value : undefined;
      return { arrival, kept, parked: kept?.isCrowded ? arrival.crowded() : arrival.parked };
    });
  }

  /** Writes when devices were last seen whose time was written too long ago. Arrivals of a group have one time. */
  private async writeSeen(arrivals: readonly Arrival[]): Promise<void> {
    const { database, devices } = this.options;
    const seen = arrivals.filter(({ isSeen }) => isSeen);
    const at = Math.max(...seen.map(({ receivedAt }) => receivedAt.getTime()));
    const ids = new Set(seen.map(({ registered }) => registered.device.id));
    const due = [...ids].filter(
      (id) => Math.abs(at - (this.seenAt.get(id) ?? 0)) >= BOUNDS.devices.seenEveryMs,
    );
    if (due.length === 0) return;
    await devices.seen(due, new Date(at));
    database.afterCommit(() => due.forEach((id) => this.seenAt.set(id, at)));
  }

  private reportClock(packet: Packet, dataTime: Date, { receivedAt, ...origin }: Reception): void {
    const { connectionId, remoteAddress } = origin;
    const detail = `DataTime ${dataTime.toISOString()} came at ${receivedAt.toISOString()}`;
    const where = { connectionId, remoteAddress, mn: packet.mn, excerpt: null };
    this.options.onFault({ reason: 'CLOCK_WRONG', detail, at: receivedAt, ...where });
  }
}

function refused(reason: FaultReason): Disposition {
  return { kind: 'refused', reason };
}
