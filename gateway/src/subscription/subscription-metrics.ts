import type { SubscriptionStats } from '@ecogrid/federated-subscriptions';
import type { Metrics } from '@ecogrid/service';

const NOW: ReadonlyArray<readonly [name: string, help: string, read: (stats: SubscriptionStats) => number]> =
  [
    ['subscriptions', 'Subscriptions that clients have open.', (stats) => stats.subscriptions],
    ['upstreams', 'Subscriptions open at subgraphs.', (stats) => stats.upstreams],
    ['audiences', 'Streams that clients with the same rights share.', (stats) => stats.audiences],
    ['catching_up', 'Clients to which missed events are replayed.', (stats) => stats.catchingUp],
  ];
const SINCE_START: typeof NOW = [
  ['replays_total', 'Subscriptions that resumed after a cursor.', (stats) => stats.replays],
  ['executions_total', 'Plans executed for events.', (stats) => stats.executions],
  ['deliveries_total', 'Results handed to clients.', (stats) => stats.deliveries],
];

/** Shows the counts of the subscriptions on the page of metrics. */
export function measureSubscriptions(metrics: Metrics, stats: () => SubscriptionStats): void {
  const full = (name: string): string => `ecogrid_gateway_${name}`;
  for (const [name, help, read] of NOW) metrics.gauge(full(name), help, () => read(stats()));
  for (const [name, help, read] of SINCE_START) metrics.counted(full(name), help, () => read(stats()));
  const help = 'Subscriptions that this side ended, by the code that the client gets.';
  metrics.countedBy(full('evictions_total'), help, 'code', () => stats().evictions);
}
