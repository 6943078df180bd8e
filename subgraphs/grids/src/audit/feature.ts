import type { Database } from '@ecogrid/database';
import { consumes } from '@ecogrid/event-contracts';
import { EventConsumer } from '@ecogrid/events';
import type { Base, Feature } from '@ecogrid/subgraph';
import { AuditEntry } from './audit-entry.entity.ts';
import { AuditRepository } from './audit.repository.ts';

export function repositories(database: Database) {
  return { audit: new AuditRepository(database) };
}

type Parts = Base & ReturnType<typeof repositories>;

/** Takes the acts of another subgraph. One list cannot come from four subgraphs. */
function auditConsumer({ audit, database, logger }: Parts, source: string): EventConsumer {
  return new EventConsumer({
    name: `grids.audit.${source}`,
    database,
    logger,
    ...consumes({
      AuditRecorded: (act, manager, { id, occurredAt }) => audit.take({ ...act, id, occurredAt }, manager),
    }),
  });
}

export const feature: Feature<Parts> = {
  entities: [AuditEntry],
  consumers: (parts) => ({
    cases: auditConsumer(parts, 'cases'),
    enterprises: auditConsumer(parts, 'enterprises'),
    assessment: auditConsumer(parts, 'assessment'),
  }),
};
