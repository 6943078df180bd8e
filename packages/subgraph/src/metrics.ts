import type { Metrics } from '@ecogrid/service';

export interface SubgraphMetrics {
  executed(statements: number): void;
  readonly streams: { opened(): void; closed(): void };
}

/** The metrics of a subgraph. */
export function subgraphMetrics(subgraph: string, metrics: Metrics): SubgraphMetrics {
  const name = (what: string): string => `ecogrid_${subgraph}_${what}`;
  const operations = metrics.counter(
    name('operations_total'),
    'Operations executed, events of subscriptions included.',
  );
  const statements = metrics.counter(
    name('sql_statements_total'),
    'SQL statements sent on behalf of operations.',
  );
  let open = 0;
  metrics.gauge(name('streams'), 'Subscriptions that are open.', () => open);
  return {
    executed: (count) => {
      operations.inc();
      statements.inc(count);
    },
    streams: { opened: () => (open += 1), closed: () => (open -= 1) },
  };
}
