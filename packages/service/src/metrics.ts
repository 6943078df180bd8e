import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The process's metrics; each service makes its own registry so that several can share a process. */
export class Metrics {
  readonly registry = new Registry();

  counter<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }

  histogram<Label extends string>(
    name: string,
    help: string,
    buckets: number[],
    labelNames: readonly Label[] = [],
  ): Histogram<Label> {
    return new Histogram({ name, help, buckets, labelNames, registers: [this.registry] });
  }
}

/** Several services' metrics as one page in the Prometheus text format. */
export async function metricsPage(parts: readonly Metrics[]): Promise<string> {
  return Registry.merge(parts.map((part) => part.registry)).metrics();
}
