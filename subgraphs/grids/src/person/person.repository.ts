import { Brackets, In, type SelectQueryBuilder } from 'typeorm';
import {
  EMPTY_PAGE,
  insertAlone,
  keysetPage,
  type Database,
  type Page,
  type PageRequest,
} from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { visiblePeople, type Actor, type RowScope, type Role } from '@ecogrid/identity';
import { shanghaiDay, type Clock } from '@ecogrid/service';
import { Person } from './person.entity.ts';
import { reachablePeople } from './person.policy.ts';

export interface PersonFilter {
  readonly role?: Role | undefined;
  readonly within?: string | undefined;
  readonly organizationCode?: string | undefined;
  readonly name?: string | undefined;
}

export class PersonRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The people of these ids, null where the actor may not see them. */
  readonly byId: Batch<string, Person | null> = async (ids, { actor }) => {
    const rows = await this.among(ids, visiblePeople(actor));
    return inKeyOrder(ids, rows, ({ id }) => id);
  };

  /** Whether the actor may see the telephone and the e-mail of these people. */
  readonly isReachable: Batch<string, boolean> = async (ids, { actor }) => {
    const scope = reachablePeople(actor);
    if (scope.everything) return ids.map(() => true);
    const rows = new Set((await this.among(ids, scope)).map(({ id }) => id));
    return ids.map((id) => rows.has(id));
  };

  private async among(ids: readonly string[], scope: RowScope): Promise<Person[]> {
    const query = this.scoped(scope);
    return query ? query.andWhere({ id: In(ids) }).getMany() : [];
  }

  /** The people of these numbers, null where the actor may not see them. */
  readonly byNumber: Batch<string, Person | null> = async (numbers, { actor }) => {
    const rows = await this.scoped(visiblePeople(actor))
      ?.andWhere({ number: In(numbers) })
      .getMany();
    return inKeyOrder(numbers, rows ?? [], ({ number }) => number);
  };

  /** For services that decide; answers to actors go through the batches and pages. */
  find(where: { id: string } | { number: string }): Promise<Person | null> {
    return this.database.manager.findOneBy(Person, where);
  }

  async insert(person: Person): Promise<void> {
    await insertAlone(() => this.database.manager.insert(Person, { ...person }));
  }

  /** @throws EcoGridError VERSION_STALE when it changed meanwhile. */
  async change({ id, ...set }: Person, expected: number): Promise<void> {
    const { affected } = await this.database.manager.update(Person, { id, version: expected }, set);
    if (affected === 1) return;
    const actual = (await this.find({ id }))?.version ?? 0;
    throw new EcoGridError('VERSION_STALE', { thing: 'person', expected, actual });
  }

  /** @returns whether the person still worked where it moves from. */
  async move(id: string, from: string, to: string): Promise<boolean> {
    const { affected } = await this.database.manager.update(
      Person,
      { id, organizationCode: from },
      { organizationCode: to, version: () => 'version + 1' },
    );
    return affected === 1;
  }

  async page(
    actor: Actor,
    { role, within, organizationCode, name }: PersonFilter,
    request: PageRequest,
  ): Promise<Page<Person>> {
    const query = this.scoped(visiblePeople(actor));
    if (!query) return EMPTY_PAGE;
    if (organizationCode) query.andWhere({ organizationCode });
    // INSTR and not LIKE: a name of the caller holds no wildcards.
    if (name) query.andWhere('INSTR(person.name, :name) > 0', { name });
    if (role || within) {
      const held = this.heldToday(query);
      if (role) held.andWhere('held.role = :role', { role });
      if (within) held.andWhere('held.grid_code LIKE :within', { within: `${within}%` });
      query.andWhere(`person.id IN ${held.getQuery()}`).setParameters(held.getParameters());
    }
    return keysetPage(query, { property: 'number', direction: 'ASC' }, request);
  }

  /** People in the scope; null where the scope is empty, so that no statement is needed. */
  private scoped({ everything, grids, organizations }: RowScope): SelectQueryBuilder<Person> | null {
    if (!everything && grids.length === 0 && organizations.length === 0) return null;
    const query = this.database.manager.createQueryBuilder(Person, 'person').where('1 = 1');
    if (everything) return query;
    const held = this.heldToday(query);
    const inGrids = grids.map((_, index) => `held.grid_code LIKE :scopeGrid${index}`);
    held.andWhere(`(${['1 = 0', ...inGrids].join(' OR ')})`);
    grids.forEach((code, index) => held.setParameter(`scopeGrid${index}`, `${code}%`));
    const scope = new Brackets((where) => {
      where.where(`person.id IN ${held.getQuery()}`, held.getParameters());
      if (organizations.length > 0) where.orWhere({ organizationCode: In(organizations) });
    });
    return query.andWhere(scope);
  }

  private heldToday(query: SelectQueryBuilder<Person>): ReturnType<SelectQueryBuilder<Person>['subQuery']> {
    const held = query.subQuery().select('held.person_id').from('appointment', 'held');
    const day = shanghaiDay(this.clock.now());
    return held.where('held.since <= :day AND (held.until IS NULL OR held.until > :day)', { day });
  }
}
