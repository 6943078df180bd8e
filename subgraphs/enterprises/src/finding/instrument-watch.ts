import type { Device } from '../device/index.ts';
import { isInForce } from '../limit-rule/index.ts';
import type { Reading } from '../reading/index.ts';
import { judged, type Finding, type LastValue } from './finding.rule.ts';
import type { InstrumentRule } from './instrument-rule.entity.ts';

/** Watches whether instruments measure: the last real-time value of each factor, from the start of the process. */
export class InstrumentWatch {
  /** By device and factor. */
  private readonly last = new Map<string, LastValue>();

  /** @param readings that are stored, in the order in which they came. Values that the device itself calls bad are no findings. */
  take(device: Device, readings: readonly Reading[], rules: readonly InstrumentRule[]): Finding[] {
    return readings.flatMap((reading) => {
      const { pollutantCode, interval, flag, unit, measuredAt } = reading;
      if (interval !== 'REAL_TIME' || flag !== 'N') return [];
      const rule = rules.find(
        (each) => each.pollutantCode === pollutantCode && each.unit === unit && isInForce(each, measuredAt),
      );
      if (!rule) return [];
      const key = `${device.id} ${pollutantCode}`;
      const { last, findings } = judged(this.last.get(key) ?? null, reading, rule);
      if (last) this.last.set(key, last);
      return findings.map(({ kind, detail }) => ({ kind, detail: `${pollutantCode} ${detail}` }));
    });
  }
}
