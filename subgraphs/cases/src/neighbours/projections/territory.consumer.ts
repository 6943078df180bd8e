import type { Database } from '@ecogrid/database';
import { EventConsumer, type ConsumerOptions, type LoggedEvent } from '@ecogrid/events';
import type { Logger } from '@ecogrid/service';
import { keepNewer, type GridChange, type GridProjection } from '@ecogrid/territory';
import { appointmentOf, organizationOf } from './changes.ts';
import { KnownAppointment } from './known-appointment.entity.ts';
import { KnownOrganization } from './known-organization.entity.ts';

type Manager = Parameters<ConsumerOptions['handle']>[1];

interface Parts {
  readonly database: Database;
  readonly logger: Logger;
  readonly grids: GridProjection;
}

/** Keeps the copies of grids, organizations and appointments up to date. */
export function territoryConsumer({ database, logger, grids }: Parts): EventConsumer {
  const handlers: Record<string, (event: LoggedEvent, manager: Manager) => Promise<unknown>> = {
    GridChanged: (event, manager) => grids.apply(event.payload as unknown as GridChange, manager),
    OrganizationChanged: (event, manager) => keepNewer(manager, KnownOrganization, organizationOf(event)),
    AppointmentChanged: (event, manager) => keepNewer(manager, KnownAppointment, appointmentOf(event)),
  };
  return new EventConsumer({
    name: 'cases.territory',
    database,
    logger,
    topics: Object.keys(handlers),
    handle: async (event, manager) => void (await handlers[event.topic]?.(event, manager)),
  });
}
