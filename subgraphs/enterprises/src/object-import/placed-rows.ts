import { newId } from '@ecogrid/database';
import {
  coded,
  column,
  kindOfImport,
  line,
  numeric,
  withoutAbsent,
  type AnyKind,
  type Column,
  StoredRows,
  type Dependent,
} from '@ecogrid/imports';
import type { ObjectImportParts } from './object-rows.ts';
import type { Placed, PlacedRepository } from './placed.repository.ts';

export interface PlacedParts extends ObjectImportParts {
  readonly placed: PlacedRepository;
}

type Row = Omit<Placed, 'id' | 'enterpriseId' | 'gridCode'>;

/** The columns of all things of a site; a kind puts its own between them. */
export function placedColumns<Own extends Row>(
  own: ReadonlyArray<Column<Own>>,
  code: { readonly form: ReturnType<typeof coded>; readonly heading: string; readonly example: string },
): ReadonlyArray<Column<Own>> {
  const { form, ...shown } = code;
  const first: ReadonlyArray<Column<Row>> = [
    column('enterpriseCode', coded(/^[0-9A-Z]{18}$/), {
      heading: '统一社会信用代码',
      headingEn: 'Credit code of its enterprise',
      isRequired: true,
      example: '91370871MA0000000X',
    }),
    column('code', form, { ...shown, headingEn: 'Code', isRequired: true }),
    column('name', line(1, 120), {
      heading: '名称',
      headingEn: 'Name',
      example: '示例名称',
      isRequired: true,
    }),
  ];
  const last: ReadonlyArray<Column<Row>> = [
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
  ];
  return [
    ...(first as never as ReadonlyArray<Column<Own>>),
    ...own,
    ...(last as never as ReadonlyArray<Column<Own>>),
  ];
}

interface PlacedKind<Thing extends Placed> {
  readonly kind: AnyKind['kind'];
  readonly entity: new () => Thing;
  readonly columns: ReadonlyArray<Column<Omit<Thing, 'id' | 'enterpriseId' | 'gridCode'>>>;
  /** Whether a code is unique in its enterprise only. */
  readonly isOfEnterprise: boolean;
  /** An added thing that such a row names is not removed by an undoing. */
  readonly dependents: ReadonlyArray<Dependent<Thing>>;
}

interface Facts<Thing> {
  readonly enterpriseIds: ReadonlyMap<string | null, string>;
  readonly stored: ReadonlyMap<string, Thing>;
  readonly gridCodes: ReadonlyMap<object, string | null>;
}

/** The import of things on sites (outlets, cameras). */
export function placedImport<Thing extends Placed>(
  { placed, grids, registry, scope }: PlacedParts,
  { kind, entity, columns, isOfEnterprise, dependents }: PlacedKind<Thing>,
): AnyKind {
  type Own = Omit<Thing, 'id' | 'enterpriseId' | 'gridCode'> & Row;
  const keyOf = ({ enterpriseCode, code }: Row): string =>
    isOfEnterprise ? `${enterpriseCode}\n${code}` : code;
  const { database } = scope;
  const rows = new StoredRows<Thing>(database, {
    entity,
    follows: ['gridCode'],
    dependents,
    changed: () => database.afterCommit(() => registry.forget()),
  });

  return kindOfImport<Own, Facts<Thing>>({
    kind,
    columns: columns,
    key: isOfEnterprise ? ['enterpriseCode', 'code'] : ['code'],
    facts: async (given, isLocked) => {
      const gridCodes = new Map<object, string | null>();
      for (const row of given) gridCodes.set(row, (await grids.locate(row))?.code ?? null);
      const stored = await rows.some(
        'code',
        given.map(({ code }) => code),
        isLocked,
      );
      return {
        enterpriseIds: await placed.enterprises(given.map(({ enterpriseCode }) => enterpriseCode)),
        stored: new Map(stored.map((thing) => [keyOf(thing), thing])),
        gridCodes,
      };
    },
    check: (row, { enterpriseIds, gridCodes }) => [
      ...(enterpriseIds.has(row.enterpriseCode)
        ? []
        : [{ field: 'enterpriseCode', problem: 'notKnown' } as const]),
      ...(gridCodes.get(row) === null ? [{ field: 'longitude', problem: 'placeOutside' } as const] : []),
    ],
    write: (given, { enterpriseIds, stored, gridCodes }, writing) =>
      rows.write(
        given.map((row) => {
          const before = stored.get(keyOf(row)) ?? null;
          const place = {
            enterpriseId: enterpriseIds.get(row.enterpriseCode) ?? '',
            gridCode: gridCodes.get(row) ?? null,
          };
          const after = { ...before, ...withoutAbsent(row), ...place, id: before?.id ?? newId() } as Thing;
          return { before, after };
        }),
        writing,
      ),
    undo: (given, writing) => rows.undo(given, writing),
    page: (actor, after, limit) => placed.page(entity, actor, after, limit),
  });
}
