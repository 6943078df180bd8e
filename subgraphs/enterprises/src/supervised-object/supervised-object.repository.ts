import { In, type SelectQueryBuilder } from 'typeorm';
import { keysetPage, nestedPages, type Database, type Page, type PageRequest } from '@ecogrid/database';
import type { Actor } from '@ecogrid/identity';
import { inKeyOrder, scopeClause, type Batch, type SupervisedObjectKind } from '@ecogrid/subgraph';
import { visibleTo } from '../site/index.ts';
import { SupervisedObject } from './supervised-object.entity.ts';
import { foldedText } from './search-text.rule.ts';
import type { ObjectStatus } from './supervised-object.vocabulary.ts';

export interface ObjectFilter {
  readonly within?: string | null | undefined;
  readonly kind?: SupervisedObjectKind | null | undefined;
  readonly status?: ObjectStatus | null | undefined;
  readonly isPriority?: boolean | null | undefined;
  readonly text?: string | null | undefined;
  readonly box?: Box | null | undefined;
}

interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Where `canReadObjectSite` finds a row's site. */
const SITE = { grid: 'object.gridCode', enterprise: 'object.creditCode' };
const BY_NAME = { property: 'name', direction: 'ASC' } as const;

export class SupervisedObjectRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, SupervisedObject | null> = async (ids) => {
    const rows = await this.database.manager.findBy(SupervisedObject, { id: In(ids) });
    return inKeyOrder(ids, rows, ({ id }) => id);
  };

  /** Pages of the objects inside grids, for keys made by `nestedPageKey` of grid codes. */
  readonly pageInGrid: Batch<string, Page<SupervisedObject>> = (keys, { actor }) =>
    nestedPages(this.database.manager, BY_NAME, keys, ({ parent, filter }) =>
      this.query(actor, { ...(filter as ObjectFilter), within: parent }),
    );

  page(actor: Actor, filter: ObjectFilter, request: PageRequest): Promise<Page<SupervisedObject>> {
    return keysetPage(this.query(actor, filter), BY_NAME, request);
  }

  private query(actor: Actor, filter: ObjectFilter): SelectQueryBuilder<SupervisedObject> {
    const query = this.database.manager.createQueryBuilder(SupervisedObject, 'object').where('1 = 1');
    const { within, kind, status, isPriority, text, box } = filter;
    // An actor who may not see a field may not filter by it either.
    if (within || box || typeof isPriority === 'boolean') query.andWhere(scopeClause(visibleTo(actor), SITE));
    if (within) query.andWhere('object.gridCode LIKE :within', { within: `${within}%` });
    if (typeof isPriority === 'boolean') query.andWhere('object.isPriority = :isPriority', { isPriority });
    if (box)
      query.andWhere(
        'object.longitude BETWEEN :west AND :east AND object.latitude BETWEEN :south AND :north',
        { ...box },
      );
    if (kind) query.andWhere('object.kind = :kind', { kind });
    if (status) query.andWhere('object.status = :status', { status });
    if (text) query.andWhere(NAMED, { text: foldedText(text) });
    return query;
  }
}

/** INSTR and not LIKE: the words of the caller hold no wildcards. */
const NAMED = 'INSTR(object.searchText, :text) > 0';
