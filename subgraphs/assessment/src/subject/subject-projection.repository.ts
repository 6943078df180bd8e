import type { EntityManager } from 'typeorm';
import type { LoggedEvent } from '@ecogrid/events';
import { keepNewer, type GridChange, type GridProjection } from '@ecogrid/territory';
import { KnownMembership, KnownOrganization } from './known.entity.ts';

export const GRIDS_TOPICS = ['OrganizationChanged', 'AppointmentChanged', 'GridChanged'] as const;

/** The payload of `OrganizationChanged`, as far as it is kept. */
export type OrganizationChange = Omit<KnownOrganization, 'sourceVersion'> & { readonly version: number };

/** The payload of `AppointmentChanged`, as far as it is kept. */
export type AppointmentChange = Omit<KnownMembership, 'sourceVersion' | 'gridCode'> & {
  readonly role: string;
  readonly gridCode: string | null;
  readonly version: number;
};

/** This subgraph's copy of what grids knows of those who are assessed. An older version never overwrites a newer. */
export class SubjectProjection {
  constructor(private readonly grids: GridProjection) {}

  async take({ topic, payload }: LoggedEvent, manager: EntityManager): Promise<void> {
    if (topic === 'OrganizationChanged')
      await this.organization(payload as unknown as OrganizationChange, manager);
    if (topic === 'AppointmentChanged')
      await this.appointment(payload as unknown as AppointmentChange, manager);
    if (topic === 'GridChanged') await this.grids.apply(payload as unknown as GridChange, manager);
  }

  async organization(change: OrganizationChange, manager: EntityManager): Promise<void> {
    const { id, code, kind, platformLevel, divisionCode, version } = change;
    const row = { id, code, kind, platformLevel, divisionCode, sourceVersion: version };
    await keepNewer(manager, KnownOrganization, row);
  }

  async appointment(change: AppointmentChange, manager: EntityManager): Promise<void> {
    const { id, personId, role, gridCode, since, until, version } = change;
    if (role !== 'GRID_MEMBER' || gridCode === null) return;
    const row = { id, personId, gridCode, since, until, sourceVersion: version };
    await keepNewer(manager, KnownMembership, row);
  }
}
