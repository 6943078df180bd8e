import {
  formatChinaTime,
  unreadPairsOf,
  type FactorValue,
  type Packet,
  type PacketData,
} from '@ecogrid/hj212';
import type { DeviceFactorSetting } from '../device/index.ts';
import type { NewParkedValue, ParkedKind } from '../parked-value/index.ts';
import type { SentReadings, SentValue } from '../reading/index.ts';
import type { RegisteredDevice } from './device-registry.repository.ts';

/** All that a packet says, in the words of the database: each pair is a value of a reading or is parked. */
export interface Translated {
  readonly readings: SentReadings;
  readonly parked: readonly NewParkedValue[];
}

interface Arrival {
  readonly packet: Packet;
  readonly registered: RegisteredDevice;
  readonly receivedAt: Date;
}

/** A packet's values: factor codes for wire codes, and the unit set for the device. */
export function translate(sent: PacketData, { packet, registered, receivedAt }: Arrival): Translated {
  const values: SentValue[] = [];
  const parked: NewParkedValue[] = [];
  const park = parking(packet, registered, receivedAt, sent.dataTime);
  const kinds = new Set<string>();
  for (const value of sent.values) {
    const factor = registered.factors.get(value.code);
    const kind = factor && `${factor.pollutantCode} ${value.statistic}`;
    if (!kind) parked.push(park('UNMAPPED', pairOf(value)));
    // One factor under two codes: the first stands.
    else if (kinds.has(kind)) parked.push(park('REPEATED', pairOf(value)));
    else {
      kinds.add(kind);
      values.push(valueOf(value, factor));
    }
  }
  parked.push(...sent.unread.map((pair) => park(pair.kind, pair)));
  return { readings: readingsOf(sent, registered, receivedAt, values), parked };
}

/**
 * All of a packet, for one whose DataTime is not to be believed or has as many measurements as are kept. See
 * docs/decisions/0106.
 */
export function setApart(
  kind: 'CLOCK_WRONG' | 'CROWDED',
  sent: PacketData,
  { packet, registered, receivedAt }: Arrival,
): NewParkedValue[] {
  const park = parking(packet, registered, receivedAt, sent.dataTime);
  return [...sent.values.map(pairOf), ...sent.unread].map((pair) => park(kind, pair));
}

/** The pairs of a packet without readings, such as the time of a restart. */
export function pairsApart({ packet, registered, receivedAt }: Arrival): NewParkedValue[] {
  const park = parking(packet, registered, receivedAt, null);
  return unreadPairsOf(packet).map((pair) => park(pair.kind, pair));
}

interface Pair {
  readonly key: string;
  readonly text: string;
  readonly flagText: string | null;
}

function parking({ cn }: Packet, { device }: RegisteredDevice, receivedAt: Date, dataTime: Date | null) {
  const common = {
    deviceId: device.id,
    command: cn,
    dataTime: dataTime ? formatChinaTime(dataTime, 14) : '',
    receivedAt,
  };
  return (kind: ParkedKind, { key, text, flagText }: Pair): NewParkedValue => ({
    ...common,
    kind,
    name: key,
    text,
    flagText,
  });
}

function pairOf({ code, statistic, text, flagText }: FactorValue): Pair {
  return { key: `${code}-${statistic}`, text, flagText };
}

function valueOf({ statistic, text, flag }: FactorValue, factor: DeviceFactorSetting): SentValue {
  return { pollutantCode: factor.pollutantCode, statistic, value: text, unit: factor.unit, flag };
}

function readingsOf(
  { interval, dataTime }: PacketData,
  { device }: RegisteredDevice,
  receivedAt: Date,
  values: readonly SentValue[],
): SentReadings {
  return { device, interval, measuredAt: dataTime, receivedAt, values };
}
