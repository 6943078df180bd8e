import { In, IsNull } from 'typeorm';
import { boundedLists, type Database } from '@ecogrid/database';
import { groupedByKey, inKeyOrder, type Batch } from '@ecogrid/subgraph';
import type { PersonRepository } from '../person/index.ts';
import { Appointment } from './appointment.entity.ts';

/** The newest of a person. */
export const MOST_OF_PERSON = 200;

export class AppointmentRepository {
  constructor(
    private readonly database: Database,
    private readonly people: PersonRepository,
  ) {}

  /** The appointments of these ids whose person the actor may see. */
  readonly byId: Batch<string, Appointment | null> = async (ids, context) => {
    const rows = await this.database.manager.findBy(Appointment, { id: In(ids) });
    const people = await this.people.byId([...new Set(rows.map(({ personId }) => personId))], context);
    const visible = new Set(people.map((person) => (person instanceof Error ? undefined : person?.id)));
    const shown = rows.filter(({ personId }) => visible.has(personId));
    return inKeyOrder(ids, shown, ({ id }) => id);
  };

  readonly ofPeople: Batch<string, Appointment[]> = (personIds) =>
    boundedLists(this.database.manager, Appointment, personIds, {
      of: 'personId',
      by: ['id'],
      most: MOST_OF_PERSON,
      keeps: 'LAST',
    });

  readonly ofGrids: Batch<string, Appointment[]> = async (gridCodes) => {
    const rows = await this.database.manager.find(Appointment, {
      where: { gridCode: In(gridCodes) },
      order: { id: 'ASC' },
    });
    return groupedByKey(gridCodes, rows, ({ gridCode }) => gridCode ?? '');
  };

  /** The appointments without an end, begun or not. */
  openOf(personId: string): Promise<Appointment[]> {
    return this.database.manager.find(Appointment, {
      where: { personId, until: IsNull() },
      order: { id: 'ASC' },
    });
  }

  ofPerson(personId: string): Promise<Appointment[]> {
    return this.database.manager.find(Appointment, { where: { personId }, order: { id: 'ASC' } });
  }

  find(id: string): Promise<Appointment | null> {
    return this.database.manager.findOneBy(Appointment, { id });
  }

  async insert(appointment: Appointment): Promise<void> {
    await this.database.manager.insert(Appointment, { ...appointment });
  }

  /** @returns whether the appointment was still at the version. */
  async end(id: string, version: number, until: string): Promise<boolean> {
    const { affected } = await this.database.manager.update(
      Appointment,
      { id, version },
      { until, version: version + 1 },
    );
    return affected === 1;
  }
}
