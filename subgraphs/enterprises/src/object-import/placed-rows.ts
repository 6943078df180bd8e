import { crc32 } from 'node:zlib';
import { canonicalJson, newId } from '@ecogrid/database';
import {
  coded,
  column,
  kindOfImport,
  line,
  numeric,
  type AnyKind,
  type Column,
  type UndoableRow,
  type WrittenRow,
} from '@ecogrid/imports';
import type { ObjectImportParts } from './object-rows.ts';
import type { Dependent, Placed, PlacedRepository } from './placed.repository.ts';

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
  readonly dependents: readonly Dependent[];
}

interface Facts<Thing> {
  readonly enterpriseIds: ReadonlyMap<string | null, string>;
  readonly stored: ReadonlyMap<string, Thing>;
  readonly gridCodes: ReadonlyMap<object, string | null>;
}

/**
 * The import of things on sites (outlets, cameras). They have no version: a fingerprint of their values says whether one has
 * changed since.
 */
export function placedImport<Thing extends Placed>(
  { placed, grids, registry, scope }: PlacedParts,
  { kind, entity, columns, isOfEnterprise, dependents }: PlacedKind<Thing>,
): AnyKind {
  type Own = Omit<Thing, 'id' | 'enterpriseId' | 'gridCode'> & Row;
  const keyOf = ({ enterpriseCode, code }: Row): string =>
    isOfEnterprise ? `${enterpriseCode}\n${code}` : code;
  const forget = (): void => scope.database.afterCommit(() => registry.forget());

  return kindOfImport<Own, Facts<Thing>>({
    kind,
    columns: columns,
    key: isOfEnterprise ? ['enterpriseCode', 'code'] : ['code'],
    facts: async (rows, isLocked) => {
      const gridCodes = new Map<object, string | null>();
      for (const row of rows) gridCodes.set(row, (await grids.locate(row))?.code ?? null);
      const stored = await placed.some(entity, { codes: rows.map(({ code }) => code) }, isLocked);
      return {
        enterpriseIds: await placed.enterprises(rows.map(({ enterpriseCode }) => enterpriseCode)),
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
    write: async (rows, { enterpriseIds, stored, gridCodes }) => {
      const [added, updated]: [Thing[], Thing[]] = [[], []];
      const written = rows.map((row): WrittenRow => {
        const before = stored.get(keyOf(row)) ?? null;
        const given = Object.fromEntries(
          Object.entries<unknown>(row).filter(([, value]) => value !== undefined),
        );
        const enterpriseId = enterpriseIds.get(row.enterpriseCode) ?? '';
        const gridCode = gridCodes.get(row) ?? null;
        const after = { ...before, ...given, id: before?.id ?? newId(), enterpriseId, gridCode } as Thing;
        const [subjectId, version] = [after.id, fingerprint(after)];
        if (before && fingerprint(before) === version)
          return { outcome: 'UNCHANGED', subjectId, before, version };
        (before ? updated : added).push(after);
        return { outcome: before ? 'UPDATED' : 'ADDED', subjectId, before, version };
      });
      await placed.write(entity, added, updated);
      forget();
      return written;
    },
    undo: async (rows) => {
      const found = await placed.some(entity, { ids: rows.map(({ subjectId }) => subjectId) }, true);
      const now = new Map(found.map((thing) => [thing.id, thing]));
      const isSame = ({ subjectId, version }: UndoableRow): boolean => {
        const thing = now.get(subjectId);
        return thing !== undefined && fingerprint(thing) === version;
      };
      const same = rows.filter(isSame);
      const back = same.flatMap(({ before, subjectId }) =>
        before ? [{ ...before, gridCode: now.get(subjectId)?.gridCode ?? null } as Thing] : [],
      );
      const added = same.flatMap(({ before, subjectId }) => (before ? [] : [subjectId]));
      await placed.write(entity, [], back);
      forget();
      return back.length + (await placed.remove(entity, added, dependents));
    },
    page: (actor, after, limit) => placed.page(entity, actor, after, limit),
  });
}

/** A positive number that differs for other values; grids move without a change of the thing. */
function fingerprint({ gridCode: _, ...thing }: Placed): number {
  return crc32(canonicalJson(thing)) >>> 1;
}
