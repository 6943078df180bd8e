import type { Database } from '@ecogrid/database';
import { EventConsumer, type ConsumerOptions, type LoggedEvent } from '@ecogrid/events';
import type { Logger } from '@ecogrid/service';
import type { GridChange, GridProjection } from '@ecogrid/territory';
import { appointmentOf, organizationOf } from './changes.ts';
import { KnownAppointment } from './known-appointment.entity.ts';
import { KnownOrganization } from './known-organization.entity.ts';
import type { ProjectionRepository } from './projection.repository.ts';

type Manager = Parameters<ConsumerOptions['handle']>[1];

interface Parts {
  readonly database: Database;
  readonly logger: Logger;
  readonly grids: GridProjection;
  readonly projections: ProjectionRepository;
}

/** Keeps the copies of grids, organizations and appointments up to date. */
export function territoryConsumer({ database, logger, grids, projections }: Parts): EventConsumer {
  const handlers: Record<string, (event: LoggedEvent, manager: Manager) => Promise<void>> = {
    GridChanged: (event, manager) => grids.apply(event.payload as unknown as GridChange, manager),
    OrganizationChanged: (event, manager) =>
      projections.apply(KnownOrganization, organizationOf(event), manager),
    AppointmentChanged: (event, manager) =>
      projections.apply(KnownAppointment, appointmentOf(event), manager),
  };
  return new EventConsumer({
    name: 'cases.territory',
    database,
    logger,
    topics: Object.keys(handlers),
    handle: async (event, manager) => handlers[event.topic]?.(event, manager),
  });
}
