import type { DataGroup } from '@ecogrid/hj212';
import { devices, type Device } from '@ecogrid/seed-district';
import { Instrument, packetOf } from './instrument.ts';
import type { Stage } from './stage.ts';

/** Hourly packets are sent for the last days alone: a curve of two days for every instrument. */
const DAYS = 2;
const HOUR_MS = 60 * 60 * 1_000;

/** The usual level of a factor in its unit; a factor that is not named has 10. */
const LEVEL: Readonly<Record<string, number>> = {
  w01018: 32,
  w21003: 2.4,
  w21011: 0.28,
  w21001: 9.5,
  w01001: 7.3,
  w00000: 18,
  a21026: 42,
  a21002: 65,
  a34013: 12,
  a19001: 9.2,
  a34004: 38,
  a34002: 71,
};

/** The hourly packets (CN 2061) of a day, from every instrument that speaks HJ 212-2017. */
export async function playReadings(stage: Stage, begins: Date, daysAgo: number): Promise<void> {
  if (daysAgo > DAYS) return;
  const speakers = devices.filter(
    ({ protocolVersion, crcOrder }) => protocolVersion === '2017' && crcOrder === 'STANDARD',
  );
  const lines = await Promise.all(
    speakers.map(async (device) => ({ device, line: await Instrument.open(stage) })),
  );
  for (let hour = 0; hour < 24; hour += 1) {
    const at = new Date(begins.getTime() + hour * HOUR_MS);
    stage.at(new Date(at.getTime() + HOUR_MS - 1_000));
    await Promise.all(
      lines.map(({ device, line }) => line.send(packetOf(device, '2061', at, hourOf(device, hour)))),
    );
  }
  for (const { line } of lines) line.close();
}

/** A diurnal curve with a phase of its own for each factor of each device; the same on every machine. */
function hourOf({ mn, factors }: Device, hour: number): DataGroup[] {
  const phase = Number(mn.slice(-4));
  return factors.map(({ pollutantCode }, index) => {
    const level = LEVEL[pollutantCode] ?? 10;
    const value = level * (1 + 0.18 * Math.sin(((hour + phase + index * 3) / 12) * Math.PI));
    return [
      [`${pollutantCode}-Avg`, value.toFixed(2)],
      [`${pollutantCode}-Flag`, 'N'],
    ];
  });
}
