import type { ReportedFault } from '@ecogrid/hj212';
import { shanghaiDay } from '@ecogrid/service';
import { BOUNDS } from '../bounds.ts';
import type { DeviceFault } from './device-fault.entity.ts';
import type { DeviceFaultRepository } from './device-fault.repository.ts';
import type { DeviceFaultKind } from './device-fault.vocabulary.ts';
import type { UnknownDevice } from './unknown-device.entity.ts';

export interface CountedFault {
  readonly deviceId: string;
  readonly kind: DeviceFaultKind;
  readonly at: Date;
  readonly detail: string;
  readonly count: number;
}

const { countedAtOnce } = BOUNDS.faults;

/** Counts faults in memory and writes the sums from time to time, so that garbage costs no write each. */
export class FaultLedger {
  private faults = new Map<string, DeviceFault>();
  private unknown = new Map<string, UnknownDevice>();

  constructor(private readonly repository: DeviceFaultRepository) {}

  /** A fault of a registered device. */
  count({ deviceId, kind, at, detail, count }: CountedFault): void {
    const day = shanghaiDay(at);
    const id = `${deviceId}/${kind}/${day}`;
    const before = this.faults.get(id);
    if (before) Object.assign(before, { count: before.count + count, lastAt: at, detail });
    else if (this.faults.size < countedAtOnce)
      this.faults.set(id, { id, deviceId, kind, day, count, firstAt: at, lastAt: at, detail });
  }

  /** A packet with an MN that is not registered. */
  countUnknown(mn: string, { at, remoteAddress, excerpt }: ReportedFault): void {
    const before = this.unknown.get(mn);
    const last = { lastAt: at, remoteAddress: remoteAddress ?? '', excerpt: excerpt ?? '' };
    if (before) Object.assign(before, { count: before.count + 1, ...last });
    else if (this.unknown.size < countedAtOnce)
      this.unknown.set(mn, { id: mn, count: 1, firstAt: at, ...last });
  }

  /** Writes the counts. Sums that cannot be written are lost: the journal has their lines. */
  async flush(): Promise<void> {
    const [faults, unknown] = [this.faults, this.unknown];
    if (faults.size + unknown.size === 0) return;
    this.faults = new Map();
    this.unknown = new Map();
    await this.repository.add([...faults.values()], [...unknown.values()]);
  }
}
