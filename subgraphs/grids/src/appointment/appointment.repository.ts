import { In, IsNull } from 'typeorm';
import { RawRows, boundedLists, type Database } from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import type { PersonRepository } from '../person/index.ts';
import { Appointment } from './appointment.entity.ts';

/** The newest of a person. */
export const MOST_OF_PERSON = 200;
/** Of a grid, on a day. */
export const MOST_MEMBERS = 200;

/** A loader's key: the holders of a role in a grid on a day; any role where none is named. */
export function membersKey(gridCode: string, day: string, role = ''): string {
  return JSON.stringify([gridCode, day, day, role, role]);
}

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

  readonly ofGrids: Batch<string, Appointment[]> = async (keys) => {
    const { manager } = this.database;
    const lists = await RawRows.of(manager.connection, Appointment).selectEach(
      manager,
      `WHERE item.grid_code = ? AND item.since <= ? AND (item.until IS NULL OR item.until > ?)
         AND (? = '' OR item.role = ?) ORDER BY item.id LIMIT ${MOST_MEMBERS}`,
      keys.map((key) => JSON.parse(key) as string[]),
    );
    return lists.map((own) => own.sort((one, other) => (one.id < other.id ? -1 : 1)));
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
