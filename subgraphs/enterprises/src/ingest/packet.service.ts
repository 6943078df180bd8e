import { newId, type Database } from '@ecogrid/database';
import type { Outbox } from '@ecogrid/events';
import {
  intervalOf,
  readingsOf,
  type DeviceSettings,
  type Edition,
  type Disposition,
  type FaultReason,
  type Packet,
  type Reception,
} from '@ecogrid/hj212';
import type { Logger } from '@ecogrid/service';
import type { DeviceRepository } from '../device/index.ts';
import {
  breachesOf,
  exceedanceRaised,
  type Exceedance,
  type ExceedanceRepository,
} from '../exceedance/index.ts';
import type { Reading, ReadingRepository } from '../reading/index.ts';
import type { DeviceRegistry, RegisteredDevice, WatchedSource } from './device-registry.repository.ts';
import type { IngestMetrics } from './ingest.metrics.ts';
import type { PasswordGate } from './password-gate.ts';
import { translate } from './stored-readings.rule.ts';

export interface PacketServiceOptions {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly registry: DeviceRegistry;
  readonly devices: DeviceRepository;
  readonly readings: ReadingRepository;
  readonly exceedances: ExceedanceRepository;
  readonly metrics: IngestMetrics;
  readonly passwords: PasswordGate;
  readonly logger: Logger;
}

/** How far a device's clock may be ahead of ours. A value from the future would stand first in every list until then. */
const CLOCKS_DIFFER_MS = 10 * 60_000;
const INTERACTION = '91';
const ACCEPTED: Disposition = { kind: 'accepted' };

/** From a checked packet to what it changes. The device is answered when this resolves: after the commit. */
export class PacketService {
  constructor(private readonly options: PacketServiceOptions) {}

  async settingsOf(mn: string): Promise<DeviceSettings | null> {
    const device = (await this.options.registry.byMn(mn))?.device;
    if (!device) return null;
    const { protocolVersion, crcOrder, lengthRule } = device;
    return { edition: protocolVersion as Edition, crcOrder, lengthRule };
  }

  async take(packet: Packet, { receivedAt, remoteAddress }: Reception): Promise<Disposition> {
    const registered = await this.options.registry.byMn(packet.mn);
    const claim = { mn: packet.mn, password: packet.pw, address: remoteAddress };
    const isAdmitted = await this.options.passwords.admits(claim, registered?.device.passwordHash);
    if (!registered) return refused('DEVICE_UNKNOWN');
    if (!isAdmitted) return refused('PASSWORD_WRONG');
    // An answer to a command carries the system type of the command (ST=91), not of the device.
    if (packet.st !== registered.device.systemType && packet.st !== INTERACTION) {
      return refused('SYSTEM_TYPE_WRONG');
    }
    if (intervalOf(packet.cn) === null) return this.seen(registered, receivedAt);
    return this.takeReadings(packet, registered, receivedAt);
  }

  /** A packet without readings (heartbeat, notice, answer) shows that the device is online. */
  private async seen({ device }: RegisteredDevice, receivedAt: Date): Promise<Disposition> {
    await this.options.database.transaction(() => this.options.devices.seen(device.id, receivedAt));
    return ACCEPTED;
  }

  private async takeReadings(
    packet: Packet,
    registered: RegisteredDevice,
    receivedAt: Date,
  ): Promise<Disposition> {
    const sent = readingsOf(packet);
    if (!sent.ok) return refused(sent.fault.reason);
    this.options.metrics.tolerated(sent.value.leniencies);
    const aheadMs = sent.value.dataTime.getTime() - receivedAt.getTime();
    if (aheadMs > CLOCKS_DIFFER_MS) return refused('TIME_INVALID');
    const { readings, unknownFactors } = translate(sent.value, registered, receivedAt);
    if (unknownFactors.length > 0) this.logUnknown(packet.mn, unknownFactors);
    const stored = await this.options.database.transaction(() =>
      this.store(registered, readings, receivedAt),
    );
    this.options.metrics.stored(stored, readings.length - stored);
    return ACCEPTED;
  }

  /** State, exceedances and events in one transaction. @returns how many readings were new. */
  private async store(
    registered: RegisteredDevice,
    readings: readonly Reading[],
    receivedAt: Date,
  ): Promise<number> {
    const { devices, exceedances, outbox } = this.options;
    const fresh = await this.options.readings.insertNew(readings);
    const raised = fresh.flatMap((reading) => raise(reading, registered, receivedAt));
    await exceedances.insert(raised.map(({ exceedance }) => exceedance));
    if (raised.length > 0) await outbox.announce(...raised.map(({ event }) => event));
    await devices.seen(registered.device.id, receivedAt);
    return fresh.length;
  }

  private logUnknown(mn: string, codes: readonly string[]): void {
    this.options.metrics.unknownFactors(codes.length);
    this.options.logger.warn(
      { mn, codes },
      'a device sent factors that are not set for it; they were not stored',
    );
  }
}

interface Raised {
  readonly exceedance: Exceedance;
  readonly event: ReturnType<typeof exceedanceRaised>;
}

function raise(
  reading: Reading,
  { source, rules, pollutantNames }: RegisteredDevice,
  raisedAt: Date,
): Raised[] {
  if (!source) return [];
  const pollutantName = pollutantNames.get(reading.pollutantCode) ?? reading.pollutantCode;
  return breachesOf(reading, rules).map(({ rule, bound, limit }) => {
    const exceedance = {
      ...whereOf(source),
      ...whatOf(reading),
      limitRuleId: rule.id,
      averaging: rule.averaging,
      bound,
      limit,
      raisedAt,
    };
    return { exceedance, event: exceedanceRaised(exceedance, { ...source, reading, pollutantName }) };
  });
}

function whereOf({
  outlet,
  enterprise,
}: WatchedSource): Pick<Exceedance, 'outletId' | 'enterpriseId' | 'enterpriseCode' | 'gridCode'> {
  const { id, gridCode } = outlet;
  return { outletId: id, enterpriseId: enterprise.id, enterpriseCode: enterprise.creditCode, gridCode };
}

function whatOf(
  reading: Reading,
): Pick<Exceedance, 'id' | 'readingId' | 'pollutantCode' | 'value' | 'unit' | 'measuredAt'> {
  const { id, pollutantCode, value, unit, measuredAt } = reading;
  return { id: newId(), readingId: id, pollutantCode, value, unit, measuredAt };
}

function refused(reason: FaultReason): Disposition {
  return { kind: 'refused', reason };
}
