import type { Metrics } from '@ecogrid/service';
import type { FaultReason, Leniency } from '@ecogrid/hj212';
import type { NewParkedValue } from '../parked-value/index.ts';
import type { KeptReadings } from '../reading/index.ts';

/** The counts of the HJ 212 door. */
export interface IngestMetrics {
  packet(outcome: 'accepted' | 'refused'): void;
  fault(reason: FaultReason): void;
  tolerated(leniencies: readonly Leniency[]): void;
  stored(kept: KeptReadings): void;
  parked(values: readonly NewParkedValue[]): void;
}

const name = (what: string): string => `ecogrid_enterprises_hj212_${what}`;

export function ingestMetrics(metrics: Metrics): IngestMetrics {
  const packets = metrics.counter(name('packets_total'), 'Packets with a right CRC, by outcome', ['outcome']);
  const faults = metrics.counter(
    name('faults_total'),
    'Frames, packets and connections not taken, by reason',
    ['reason'],
  );
  const readings = metrics.counter(
    name('readings_total'),
    'Readings sent, by whether they were new, sent again or in the place of another',
    ['outcome'],
  );
  const tolerated = metrics.counter(
    name('tolerated_total'),
    'Packets taken although their sender is careless, by the fault that was overlooked',
    ['leniency'],
  );
  const parked = metrics.counter(name('parked_total'), 'Pairs of packets that are no readings, by kind', [
    'kind',
  ]);
  return {
    packet: (outcome) => packets.inc({ outcome }),
    fault: (reason) => faults.inc({ reason }),
    tolerated: (leniencies) => leniencies.forEach((leniency) => tolerated.inc({ leniency })),
    stored: ({ fresh, repeated, corrected }) => {
      readings.inc({ outcome: 'stored' }, fresh.length - corrected);
      readings.inc({ outcome: 'repeated' }, repeated);
      readings.inc({ outcome: 'corrected' }, corrected);
    },
    parked: (values) => values.forEach(({ kind }) => parked.inc({ kind })),
  };
}

export function measureConnections(metrics: Metrics, count: () => number): void {
  metrics.gauge(name('connections'), 'Connections of devices served now', count);
}
