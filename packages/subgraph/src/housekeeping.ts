import { forgetRequests, type Database } from '@ecogrid/database';
import type { DatabaseEventLog } from '@ecogrid/events';
import { BackgroundJob, type Clock, type Logger } from '@ecogrid/service';

const BATCH = 500;
const MOST_OFTEN_MS = 50;
const LEAST_OFTEN_MS = 3_600_000;

/** How long a subgraph's database keeps rows that only time makes useless; absent: for ever. */
export interface Retention {
  readonly eventsMs?: number | undefined;
  readonly requestsMs?: number | undefined;
}

interface House {
  readonly database: Database;
  readonly log: DatabaseEventLog;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The background deletion of old events and idempotency records, in small batches. */
export function housekeeping(
  { eventsMs, requestsMs }: Retention,
  { database, log, clock, logger }: House,
): BackgroundJob[] {
  const jobFor = (
    name: string,
    keptMs: number | undefined,
    drop: (before: Date) => Promise<number>,
  ): BackgroundJob[] => {
    if (keptMs === undefined) return [];
    const work = async (signal: AbortSignal): Promise<void> => {
      const before = new Date(clock.now().getTime() - keptMs);
      while (!signal.aborted && (await drop(before)) === BATCH);
    };
    // At first those who hold events must have come.
    return [new BackgroundJob({ name, logger, work, everyMs: pace(keptMs), restsFirst: true })];
  };
  return [
    ...jobFor('events-pruning', eventsMs, (before) => log.prune(before, BATCH)),
    ...jobFor('requests-forgetting', requestsMs, (before) => forgetRequests(database, before, BATCH)),
  ];
}

/** Ten times in the time that things are kept, within bounds. */
const pace = (keptMs: number): number => Math.min(LEAST_OFTEN_MS, Math.max(MOST_OFTEN_MS, keptMs / 10));
