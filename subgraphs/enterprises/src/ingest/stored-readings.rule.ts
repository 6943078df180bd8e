import { newId } from '@ecogrid/database';
import type { PacketReadings, WireReading } from '../hj212/index.ts';
import type { ReadingStatistic } from '../reading/index.ts';
import { ReadingInterval, type DataFlag, type Reading } from '../reading/index.ts';
import type { RegisteredDevice } from './device-registry.repository.ts';

/** What of a packet is to be stored, and what is not because the device has no such factor. */
export interface Translated {
  readonly readings: readonly Reading[];
  /** Codes as sent that are none of the device's factors: in which unit they are, nobody has said. */
  readonly unknownFactors: readonly string[];
}

/** A packet's values in the words of the database: factor codes for wire codes, and the unit set for the device. */
export function translate(sent: PacketReadings, registered: RegisteredDevice, receivedAt: Date): Translated {
  const readings: Reading[] = [];
  const unknown = new Set<string>();
  const take = (conversion: '' | 'Zs') => (wire: WireReading) => {
    const factor = registered.factors.get(wire.pollutantCode);
    if (!factor) return void unknown.add(wire.pollutantCode);
    const { id: deviceId, monitorPointId } = registered.device;
    readings.push({
      id: newId(),
      deviceId,
      monitorPointId,
      pollutantCode: factor.pollutantCode,
      statistic: `${conversion}${wire.statistic}` as ReadingStatistic,
      interval: ReadingInterval[sent.interval],
      value: wire.valueText,
      unit: factor.unit,
      flag: wire.flag as DataFlag | null,
      measuredAt: wire.dataTime,
      receivedAt,
    });
  };
  sent.readings.forEach(take(''));
  sent.converted.forEach(take('Zs'));
  return { readings, unknownFactors: [...unknown] };
}
