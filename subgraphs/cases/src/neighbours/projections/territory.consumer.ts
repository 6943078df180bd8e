import type { Database } from '@ecogrid/database';
import { consumes } from '@ecogrid/event-contracts';
import { EventConsumer } from '@ecogrid/events';
import type { Logger } from '@ecogrid/service';
import { keepNewer, type GridProjection } from '@ecogrid/territory';
import { appointmentOf, organizationOf } from './changes.ts';
import { KnownAppointment } from './known-appointment.entity.ts';
import { KnownOrganization } from './known-organization.entity.ts';

interface Parts {
  readonly database: Database;
  readonly logger: Logger;
  readonly grids: GridProjection;
}

/** Keeps the copies of grids, organizations and appointments up to date. */
export function territoryConsumer({ database, logger, grids }: Parts): EventConsumer {
  return new EventConsumer({
    name: 'cases.territory',
    database,
    logger,
    ...consumes({
      GridChanged: (grid, manager) => grids.apply(grid, manager),
      OrganizationChanged: (change, manager) => keepNewer(manager, KnownOrganization, organizationOf(change)),
      AppointmentChanged: (change, manager) => keepNewer(manager, KnownAppointment, appointmentOf(change)),
    }),
  });
}
