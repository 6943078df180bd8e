import { newId } from '@ecogrid/database';
import type { FactorValue, PacketData } from '@ecogrid/hj212';
import type { Reading } from '../reading/index.ts';
import type { DeviceFactorSetting } from '../device/index.ts';
import type { RegisteredDevice } from './device-registry.repository.ts';

/** What of a packet is to be stored, and what is not because the device has no such factor. */
export interface Translated {
  readonly readings: readonly Reading[];
  /** Codes as sent that are none of the device's factors: in which unit they are, nobody has said. */
  readonly unknownFactors: readonly string[];
}

/** A packet's values in the words of the database: factor codes for wire codes, and the unit set for the device. */
export function translate(sent: PacketData, registered: RegisteredDevice, receivedAt: Date): Translated {
  const readings: Reading[] = [];
  const unknown = new Set<string>();
  for (const value of sent.values) {
    const factor = registered.factors.get(value.code);
    if (factor) readings.push(readingOf(value, factor, registered, { sent, receivedAt }));
    else unknown.add(value.code);
  }
  return { readings, unknownFactors: [...unknown] };
}

function readingOf(
  { statistic, text, flag }: FactorValue,
  { pollutantCode, unit }: DeviceFactorSetting,
  { device }: RegisteredDevice,
  { sent, receivedAt }: { readonly sent: PacketData; readonly receivedAt: Date },
): Reading {
  return {
    id: newId(),
    deviceId: device.id,
    monitorPointId: device.monitorPointId,
    pollutantCode,
    statistic,
    interval: sent.interval,
    value: text,
    unit,
    flag,
    measuredAt: sent.dataTime,
    sequence: 0,
    receivedAt,
  };
}
