import { In } from 'typeorm';
import { keysetPage, type Database, type Page, type PageRequest } from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import type { Role } from '@ecogrid/identity';
import { Person } from './person.entity.ts';
import { maySeePeople } from './person.policy.ts';

export interface PersonFilter {
  readonly role?: Role | undefined;
  readonly within?: string | undefined;
  readonly organizationCode?: string | undefined;
  /** The day on which the role is held, `YYYY-MM-DD`. */
  readonly day: string;
}

export class PersonRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, Person | null> = async (ids, { actor }) => {
    if (!maySeePeople(actor)) return ids.map(() => null);
    const rows = await this.database.manager.findBy(Person, { id: In(ids) });
    return inKeyOrder(ids, rows, ({ id }) => id);
  };

  readonly byNumber: Batch<string, Person | null> = async (numbers, { actor }) => {
    if (!maySeePeople(actor)) return numbers.map(() => null);
    const rows = await this.database.manager.findBy(Person, { number: In(numbers) });
    return inKeyOrder(numbers, rows, ({ number }) => number);
  };

  /** For services that decide; answers to actors go through the batches and pages. */
  find(where: { id: string } | { number: string }): Promise<Person | null> {
    return this.database.manager.findOneBy(Person, where);
  }

  /** @returns whether the person still worked where it moves from. */
  async move(id: string, from: string, to: string): Promise<boolean> {
    const { affected } = await this.database.manager.update(
      Person,
      { id, organizationCode: from },
      { organizationCode: to },
    );
    return affected === 1;
  }

  page({ role, within, organizationCode, day }: PersonFilter, request: PageRequest): Promise<Page<Person>> {
    const query = this.database.manager.createQueryBuilder(Person, 'person').where('1 = 1');
    if (organizationCode) query.andWhere('person.organizationCode = :organizationCode', { organizationCode });
    if (role || within) {
      const held = query.subQuery().select('held.person_id').from('appointment', 'held');
      held.where('held.since <= :day AND (held.until IS NULL OR held.until > :day)', { day });
      if (role) held.andWhere('held.role = :role', { role });
      if (within) held.andWhere('held.grid_code LIKE :within', { within: `${within}%` });
      query.andWhere(`person.id IN ${held.getQuery()}`).setParameters(held.getParameters());
    }
    return keysetPage(query, { property: 'number', direction: 'ASC' }, request);
  }
}
