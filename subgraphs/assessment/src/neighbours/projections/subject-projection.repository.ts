import type { EntityManager } from 'typeorm';
import type { Payload } from '@ecogrid/event-contracts';
import { keepNewer } from '@ecogrid/territory';
import { KnownAppointment, KnownOrganization, KnownPerson } from './known.entity.ts';

type OrganizationChange = Pick<
  Payload<'OrganizationChanged'>,
  'id' | 'code' | 'kind' | 'platformLevel' | 'divisionCode' | 'version'
>;
type AppointmentChange = Pick<
  Payload<'AppointmentChanged'>,
  'id' | 'personId' | 'role' | 'organizationCode' | 'gridCode' | 'since' | 'until' | 'version'
>;

/** This subgraph's copy of the subjects as grids knows them. An older version never overwrites a newer. */
export class SubjectProjection {
  async organization(change: OrganizationChange, manager: EntityManager): Promise<void> {
    const { id, code, kind, platformLevel, divisionCode, version } = change;
    const row = { id, code, kind, platformLevel, divisionCode, sourceVersion: version };
    await keepNewer(manager, KnownOrganization, row);
  }

  /** Repeating it changes nothing: a pseudonym never changes. */
  async person({ id, pseudonym }: Payload<'PersonRegistered'>, manager: EntityManager): Promise<void> {
    await manager.save(KnownPerson, { id, pseudonym });
  }

  async appointment(change: AppointmentChange, manager: EntityManager): Promise<void> {
    const { version, id, personId, role, organizationCode, gridCode, since, until } = change;
    const row = { id, personId, role, organizationCode, gridCode, since, until, sourceVersion: version };
    await keepNewer(manager, KnownAppointment, row);
  }
}
