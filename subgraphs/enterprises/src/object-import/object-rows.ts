import { newId } from '@ecogrid/database';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import {
  choice,
  coded,
  column,
  flag,
  line,
  numeric,
  type Column,
  type FoundFault,
  type LeftRow,
  type UndoableRow,
  type Writing,
  type WrittenRow,
} from '@ecogrid/imports';
import { termsOf, type MutationScope } from '@ecogrid/subgraph';
import type { GridProjection } from '@ecogrid/territory';
import type { DeviceRegistry } from '../ingest/index.ts';
import {
  changeOf,
  differencesOf,
  objectChanged,
  type ObjectAttributes,
  type RegisterChange,
} from '../register/index.ts';
import { ObjectStatus, type SupervisedObject } from '../supervised-object/index.ts';
import type { ObjectImportRepository } from './object-import.repository.ts';

/** The fields that the tables of all objects have. Null is an empty cell; an absent column leaves the field as it is. */
export type ObjectRow = Nullable<
  Pick<
    SupervisedObject,
    | 'name'
    | 'nameEn'
    | 'status'
    | 'divisionCode'
    | 'address'
    | 'longitude'
    | 'latitude'
    | 'isPriority'
    | 'phone'
    | 'contactName'
  >
>;

type Nullable<Row> = { readonly [Field in keyof Row]?: Row[Field] | null };

export const OBJECT_COLUMNS: ReadonlyArray<Column<ObjectRow>> = [
  column('name', line(2, 120), {
    heading: '名称',
    headingEn: 'Name',
    example: '示例化工有限公司',
    isRequired: true,
  }),
  column('nameEn', line(2, 160), { heading: '英文名称', headingEn: 'Name in English', example: '' }),
  column('status', choice(termsOf(ObjectStatus)), {
    heading: '运行状态',
    headingEn: 'Status',
    example: '在营',
  }),
  column('divisionCode', coded(/^\d{9}$/), {
    heading: '所属街道',
    headingEn: 'Street, 9 digits',
    example: '370871001',
    isRequired: true,
  }),
  column('address', line(2, 200), {
    heading: '地址',
    headingEn: 'Address',
    example: '示例路1号',
    isRequired: true,
  }),
  column('longitude', numeric(-180, 180), {
    heading: '经度',
    headingEn: 'Longitude, WGS-84',
    example: '116.61',
    isRequired: true,
  }),
  column('latitude', numeric(-90, 90), {
    heading: '纬度',
    headingEn: 'Latitude, WGS-84',
    example: '35.43',
    isRequired: true,
  }),
  column('isPriority', flag, { heading: '重点管控', headingEn: 'Priority control', example: '否' }),
  column('phone', line(3, 32), { heading: '联系电话', headingEn: 'Telephone', example: '0537-1500000' }),
  column('contactName', line(1, 40), { heading: '联系人', headingEn: 'Contact', example: '张三' }),
];

/** The values of an empty cell, where null is none. */
const EMPTY: Readonly<Record<string, unknown>> = {
  status: 'ACTIVE',
  isPriority: false,
  isScatteredPolluter: false,
};

/** The fields of a row that change the object: a reason without need is none. */
function attributesOf(row: object): ObjectAttributes {
  const entries = Object.entries(row).filter(
    ([field, value]) => value !== undefined && !(field === 'creditCodeOverrideReason' && value === null),
  );
  return Object.fromEntries(
    entries.map(([field, value]) => [field, (value as unknown) ?? EMPTY[field] ?? null]),
  );
}

/** The stored objects of the rows of a batch, by their keys. */
export interface ObjectFacts<Row> {
  readonly found: (row: Row) => readonly SupervisedObject[];
  /** The grid of the place of a row; null outside the district. */
  readonly gridOf: (row: Row) => string | null;
}

export interface ObjectImportParts {
  readonly scope: MutationScope;
  readonly outbox: Outbox<TopicOf<'enterprises'>>;
  readonly registry: DeviceRegistry;
  readonly grids: GridProjection;
  readonly objectImports: ObjectImportRepository;
}

/** Reads and writes the objects of rows, for every kind of object alike. */
export class ObjectRows<Row extends ObjectRow & object> {
  constructor(
    private readonly parts: ObjectImportParts,
    private readonly kindOf: (row: Row) => SupervisedObject['kind'],
  ) {}

  async facts(
    rows: readonly Row[],
    stored: readonly SupervisedObject[],
    keyOf: (row: Row | SupervisedObject) => string,
  ): Promise<ObjectFacts<Row>> {
    const byKey = new Map<string, SupervisedObject[]>();
    for (const each of stored) byKey.set(keyOf(each), [...(byKey.get(keyOf(each)) ?? []), each]);
    const grids = new Map<Row, string | null>();
    for (const row of rows) grids.set(row, await this.gridAt(row));
    return { found: (row) => byKey.get(keyOf(row)) ?? [], gridOf: (row) => grids.get(row) ?? null };
  }

  /** The faults of every object. */
  check(row: Row, { found, gridOf }: ObjectFacts<Row>): Array<FoundFault<ObjectRow>> {
    return [
      ...(found(row).length > 1 ? [{ problem: 'manyAlike' } as const] : []),
      ...(gridOf(row) === null ? [{ field: 'longitude', problem: 'placeOutside' } as const] : []),
    ];
  }

  async write(rows: readonly Row[], facts: ObjectFacts<Row>, writing: Writing): Promise<WrittenRow[]> {
    const made = rows.map((row) => this.made(row, facts, writing));
    await this.keep(made, writing.at);
    return made.map(({ written }) => written);
  }

  /** Restores changed objects, and closes added ones: other subgraphs may name it already. */
  async undo(rows: readonly UndoableRow[], writing: Writing): Promise<LeftRow[]> {
    const stored = await this.parts.objectImports.byIds(rows.map(({ subjectId }) => subjectId));
    const byId = new Map(stored.map((object) => [object.id, object]));
    const made: Made[] = [];
    const left: LeftRow[] = [];
    for (const row of rows) {
      const now = byId.get(row.subjectId);
      if (now?.version === row.version) made.push(await this.restored(now, row, writing));
      else left.push({ row, problem: 'changedSince' });
    }
    await this.keep(made, writing.at);
    return left;
  }

  private made(row: Row, { found, gridOf }: ObjectFacts<Row>, { personId, at, note }: Writing): Made {
    const before = found(row)[0] ?? null;
    const id = before?.id ?? newId();
    const kind = before ? ('CHANGE' as const) : ('REGISTER' as const);
    const wish = {
      kind,
      objectKind: this.kindOf(row),
      id,
      note,
      version: before?.version ?? 0,
      attributes: attributesOf(row),
    };
    const { change, after } = changeOf(personId, wish, { before, gridCode: gridOf(row) }, at, 'APPLIED');
    if (before && change.differences.length === 0)
      return { written: { outcome: 'UNCHANGED', subjectId: id, before, version: before.version } };
    const outcome = before ? 'UPDATED' : 'ADDED';
    return { object: after, change, written: { outcome, subjectId: id, before, version: after.version } };
  }

  private async restored(
    now: SupervisedObject,
    { before }: UndoableRow,
    { personId, at, note }: Writing,
  ): Promise<Made> {
    const was = before as SupervisedObject | null;
    const { id, kind: objectKind, version } = now;
    const attributes: ObjectAttributes = was ? {} : { status: 'CLOSED' };
    const wish = {
      kind: was ? ('CHANGE' as const) : ('CLOSE' as const),
      objectKind,
      id,
      version,
      note,
      attributes,
    };
    const gridCode = await this.gridAt(was ?? now);
    const { change, after } = changeOf(personId, wish, { before: now, gridCode }, at, 'APPLIED');
    const object = was ? { ...was, gridCode, version: after.version } : after;
    return {
      object,
      change: { ...change, differences: differencesOf(now, object) },
      written: { outcome: 'UPDATED', subjectId: id, before: now, version: object.version },
    };
  }

  private async keep(made: readonly Made[], at: Date): Promise<void> {
    const { objectImports, outbox, scope, registry } = this.parts;
    const changed = made.flatMap(({ object, change, written }) =>
      object && change ? [{ object, change, written }] : [],
    );
    if (changed.length === 0) return;
    const of = (outcome: WrittenRow['outcome']): SupervisedObject[] =>
      changed.filter(({ written }) => written.outcome === outcome).map(({ object }) => object);
    await objectImports.write(
      of('ADDED'),
      of('UPDATED'),
      changed.map(({ change }) => change),
    );
    await outbox.announce(...changed.map(({ object }) => objectChanged(object, at)));
    // It knows the names and places of enterprises.
    scope.database.afterCommit(() => registry.forget());
  }

  private async gridAt({
    longitude,
    latitude,
  }: Pick<ObjectRow, 'longitude' | 'latitude'>): Promise<string | null> {
    if (typeof longitude !== 'number' || typeof latitude !== 'number') return null;
    return (await this.parts.grids.locate({ longitude, latitude }))?.code ?? null;
  }
}

interface Made {
  readonly object?: SupervisedObject;
  readonly change?: RegisterChange;
  readonly written: WrittenRow;
}
