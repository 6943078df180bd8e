import { In } from 'typeorm';
import {
  boundedLists,
  insertAlone,
  keysetPage,
  nestedPages,
  type Database,
  type Page,
  type PageRequest,
} from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import type { Actor } from '@ecogrid/identity';
import { inKeyOrder, scopeClause, type Batch } from '@ecogrid/subgraph';
import { SupervisedObject } from '../supervised-object/index.ts';
import { ExternalReference } from './external-reference.entity.ts';
import { RegisterChange } from './register-change.entity.ts';
import { changesVisibleTo } from './register.policy.ts';
import type { RegisterChangeState } from './register.vocabulary.ts';

const NEWEST = { property: 'proposedAt', direction: 'DESC' } as const;
const SITE = { grid: 'change.gridCode', enterprise: 'change.enterpriseCode' };

export interface ChangeFilter {
  readonly state?: RegisterChangeState | null | undefined;
  readonly objectId?: string | null | undefined;
}

/** Of an object. */
export const MOST_REFERENCES = 100;

export class RegisterRepository {
  constructor(private readonly database: Database) {}

  readonly changeById: Batch<string, RegisterChange | null> = async (ids, { actor }) => {
    const rows = await this.query(actor, {})
      .andWhere({ id: In(ids) })
      .getMany();
    return inKeyOrder(ids, rows, ({ id }) => id);
  };

  readonly referencesOf: Batch<string, ExternalReference[]> = (ids) =>
    boundedLists(this.database.manager, ExternalReference, ids, {
      of: 'objectId',
      by: ['system', 'reference'],
      most: MOST_REFERENCES,
      keeps: 'FIRST',
    });

  /** Pages of the changes of objects, for keys made by `nestedPageKey` of ids. */
  readonly changesOf: Batch<string, Page<RegisterChange>> = (keys, { actor }) =>
    nestedPages(this.database.manager, NEWEST, keys, ({ parent, filter }) =>
      this.query(actor, { ...(filter as ChangeFilter), objectId: parent }),
    );

  page(actor: Actor, filter: ChangeFilter, request: PageRequest): Promise<Page<RegisterChange>> {
    return keysetPage(this.query(actor, filter), NEWEST, request);
  }

  object(id: string): Promise<SupervisedObject | null> {
    return this.database.manager.findOneBy(SupervisedObject, { id });
  }

  isCodeTaken(creditCode: string): Promise<boolean> {
    return this.database.manager.existsBy(SupervisedObject, { creditCode });
  }

  change(id: string): Promise<RegisterChange | null> {
    return this.database.manager.findOneBy(RegisterChange, { id });
  }

  /** @throws EcoGridError NOT_FOUND. */
  async existing(id: string): Promise<RegisterChange> {
    const change = await this.change(id);
    if (!change) throw new EcoGridError('NOT_FOUND', { thing: 'registerChange', id });
    return change;
  }

  reference(system: string, reference: string): Promise<ExternalReference | null> {
    return this.database.manager.findOneBy(ExternalReference, { system, reference });
  }

  async insertChange(change: RegisterChange): Promise<void> {
    await this.database.manager.insert(RegisterChange, change);
  }

  async insertReference(reference: ExternalReference): Promise<void> {
    await insertAlone(() => this.database.manager.insert(ExternalReference, reference));
  }

  /** @throws EcoGridError VERSION_STALE when it was decided meanwhile. */
  async decide(change: RegisterChange, expected: number): Promise<void> {
    const { id, ...set } = change;
    const { affected } = await this.database.manager.update(RegisterChange, { id, version: expected }, set);
    if (affected === 1) return;
    const actual = (await this.existing(id)).version;
    throw new EcoGridError('VERSION_STALE', { thing: 'registerChange', expected, actual });
  }

  /** @throws EcoGridError VERSION_STALE when it changed meanwhile. */
  async write(object: SupervisedObject): Promise<void> {
    const { manager } = this.database;
    const { id, ...set } = object;
    const expected = object.version - 1;
    if (expected === 0)
      return void (await insertAlone(() => manager.insert(SupervisedObject, { ...object })));
    const { affected } = await manager.update(SupervisedObject, { id, version: expected }, set);
    if (affected === 1) return;
    const actual = (await this.object(id))?.version ?? 0;
    throw new EcoGridError('VERSION_STALE', { thing: 'supervisedObject', expected, actual });
  }

  private query(actor: Actor, { state, objectId }: ChangeFilter) {
    const query = this.database.manager
      .createQueryBuilder(RegisterChange, 'change')
      .where(scopeClause(changesVisibleTo(actor), SITE));
    if (state) query.andWhere('change.state = :state', { state });
    if (objectId) query.andWhere('change.objectId = :objectId', { objectId });
    return query;
  }
}
