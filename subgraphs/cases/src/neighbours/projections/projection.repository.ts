import { In } from 'typeorm';
import { insertAlone, insertRows, type Database } from '@ecogrid/database';
import { peopleIn, visiblePeople, type Actor } from '@ecogrid/identity';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { KnownAppointment } from './known-appointment.entity.ts';
import { KnownObject } from './known-object.entity.ts';
import { KnownOrganization } from './known-organization.entity.ts';

/** This subgraph's copies of others' things, kept by their events. */
export class ProjectionRepository {
  constructor(private readonly database: Database) {}

  readonly organizationByCode: Batch<string, KnownOrganization | null> = async (codes) => {
    const rows = await this.organizations(codes);
    return inKeyOrder(codes, rows, ({ code }) => code);
  };

  organizations(codes: readonly string[]): Promise<KnownOrganization[]> {
    return this.database.manager.findBy(KnownOrganization, { code: In(codes) });
  }

  object(id: string): Promise<KnownObject | null> {
    return this.database.manager.findOneBy(KnownObject, { id });
  }

  async areObjectsKnown(ids: readonly string[]): Promise<boolean[]> {
    const where = { id: In(ids) };
    const rows = await this.database.manager.find(KnownObject, { where, select: { id: true } });
    const known = new Set(rows.map(({ id }) => id));
    return ids.map((id) => known.has(id));
  }

  async addObjects(objects: readonly KnownObject[]): Promise<void> {
    await insertAlone(() => insertRows(this.database.manager, KnownObject, objects));
  }

  /** Whether the actor may see each person on a day, `YYYY-MM-DD`. */
  async areVisible(ids: readonly string[], actor: Actor, day: string): Promise<boolean[]> {
    const scope = visiblePeople(actor);
    if (scope.everything) return ids.map(() => true);
    const appointments = await this.database.manager.findBy(KnownAppointment, { personId: In(ids) });
    const seen = peopleIn(scope, appointments, day);
    return ids.map((id) => seen.has(id));
  }

  /** The appointments of a person that hold on a day, `YYYY-MM-DD`. */
  async appointmentsOf(personNumber: string, day: string): Promise<KnownAppointment[]> {
    const all = await this.database.manager.findBy(KnownAppointment, { personNumber });
    return all.filter(({ since, until }) => since <= day && (until === null || until > day));
  }
}
