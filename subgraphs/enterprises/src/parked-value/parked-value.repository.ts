import { hash } from 'node:crypto';
import type { SelectQueryBuilder } from 'typeorm';
import { nestedPages, type Database, type NestedPageKey, type Page } from '@ecogrid/database';
import type { Batch } from '@ecogrid/subgraph';
import { ParkedValue } from './parked-value.entity.ts';
import type { ParkedKind } from './parked-value.vocabulary.ts';

export type NewParkedValue = Omit<ParkedValue, 'id'>;

export interface ParkedFilter {
  readonly kind: ParkedKind | null;
}

const NEWEST_FIRST = { property: 'receivedAt', direction: 'DESC' } as const;
/** Nine values a row; SQLite binds 32,766. */
const ROWS = 500;

export class ParkedValueRepository {
  constructor(private readonly database: Database) {}

  /**
   * Pages of values sent by devices that the actor was already shown, for keys made by `nestedPageKey` of their ids.
   */
  readonly pageOfDevice: Batch<string, Page<ParkedValue>> = (keys) =>
    nestedPages(this.database.manager, NEWEST_FIRST, keys, (key) => this.query(key));

  /** Keeps each content once. Call it inside a transaction. */
  async keep(values: readonly NewParkedValue[]): Promise<void> {
    const rows = [...new Map(values.map((value) => [idOf(value), value]))].map(([id, value]) => ({
      id,
      ...value,
    }));
    for (let from = 0; from < rows.length; from += ROWS) {
      const insert = this.database.manager.createQueryBuilder().insert().into(ParkedValue);
      await insert
        .values(rows.slice(from, from + ROWS))
        .orIgnore()
        .updateEntity(false)
        .execute();
    }
  }

  private query({ parent, since, until, filter }: NestedPageKey): SelectQueryBuilder<ParkedValue> {
    const query = this.database.manager.createQueryBuilder(ParkedValue, 'parked');
    query.where('parked.deviceId = :parent', { parent });
    const { kind } = filter as ParkedFilter;
    if (kind) query.andWhere('parked.kind = :kind', { kind });
    if (since) query.andWhere('parked.receivedAt >= :since', { since });
    if (until) query.andWhere('parked.receivedAt < :until', { until });
    return query;
  }
}

function idOf({ deviceId, kind, command, dataTime, name, text, flagText }: NewParkedValue): string {
  return hash(
    'sha256',
    JSON.stringify([deviceId, kind, command, dataTime, name, text, flagText]),
    'base64url',
  );
}
