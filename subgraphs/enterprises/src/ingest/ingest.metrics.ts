import type { Metrics } from '@ecogrid/service';
import type { FaultReason, Leniency } from '@ecogrid/hj212';

/** What the HJ 212 door counts. */
export interface IngestMetrics {
  packet(outcome: 'accepted' | 'refused'): void;
  fault(reason: FaultReason): void;
  tolerated(leniencies: readonly Leniency[]): void;
  stored(fresh: number, repeated: number): void;
  unknownFactors(count: number): void;
}

const name = (what: string): string => `ecogrid_enterprises_hj212_${what}`;

export function ingestMetrics(metrics: Metrics): IngestMetrics {
  const packets = metrics.counter(name('packets_total'), 'Packets with a right CRC, by outcome', ['outcome']);
  const faults = metrics.counter(
    name('faults_total'),
    'Frames, packets and connections not taken, by reason',
    ['reason'],
  );
  const readings = metrics.counter(name('readings_total'), 'Readings sent, by whether they were new', [
    'outcome',
  ]);
  const tolerated = metrics.counter(
    name('tolerated_total'),
    'Packets taken although their sender is careless, by what was overlooked',
    ['leniency'],
  );
  const unknown = metrics.counter(
    name('unknown_factors_total'),
    'Factors sent that are not set for their device',
  );
  return {
    packet: (outcome) => packets.inc({ outcome }),
    fault: (reason) => faults.inc({ reason }),
    tolerated: (leniencies) => leniencies.forEach((leniency) => tolerated.inc({ leniency })),
    stored: (fresh, repeated) => {
      readings.inc({ outcome: 'stored' }, fresh);
      readings.inc({ outcome: 'repeated' }, repeated);
    },
    unknownFactors: (count) => unknown.inc(count),
  };
}

export function measureConnections(metrics: Metrics, count: () => number): void {
  metrics.gauge(name('connections'), 'Connections of devices served now', count);
}
