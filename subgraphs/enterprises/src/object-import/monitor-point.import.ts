import { newId } from '@ecogrid/database';
import {
  StoredRows,
  choice,
  coded,
  column,
  kindOfImport,
  line,
  numeric,
  type AnyKind,
  type Column,
  type FoundFault,
} from '@ecogrid/imports';
import { termsOf } from '@ecogrid/subgraph';
import { Device } from '../device/index.ts';
import { MonitorPoint, MonitorPointKind } from '../monitor-point/index.ts';
import type { Outlet } from '../outlet/index.ts';
import { ReadingStream } from '../reading/index.ts';
import { OUTLET_COLUMNS, outletKey, type OfOutlet } from './outlet-columns.ts';
import type { PlacedParts } from './placed-rows.ts';

type Row = Pick<MonitorPoint, 'code' | 'name' | 'kind' | 'longitude' | 'latitude'> & OfOutlet;

interface Facts {
  readonly outlets: ReadonlyMap<string, Outlet>;
  readonly stored: ReadonlyMap<string, MonitorPoint>;
  readonly gridCodes: ReadonlyMap<Row, string | null>;
}

const COLUMNS: ReadonlyArray<Column<Row>> = [
  column('code', coded(/^[0-9A-Z-]{1,32}$/), {
    heading: '点位编码',
    headingEn: 'Code',
    example: 'MP-000',
    isRequired: true,
  }),
  column('name', line(1, 120), {
    heading: '名称',
    headingEn: 'Name',
    example: '示例点位',
    isRequired: true,
  }),
  column('kind', choice(termsOf(MonitorPointKind)), {
    heading: '点位类别',
    headingEn: 'Kind',
    example: '污染源',
    isRequired: true,
  }),
  ...(OUTLET_COLUMNS as ReadonlyArray<Column<Row>>),
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

/** Monitor points (监测点位), by their code: that of a source names its outlet. */
export function monitorPointImport({ placed, grids, registry, scope }: PlacedParts): AnyKind {
  const { database } = scope;
  const rows = new StoredRows<MonitorPoint>(database, {
    entity: MonitorPoint,
    follows: ['gridCode'],
    dependents: [
      { entity: Device, property: 'monitorPointId', names: 'id' },
      { entity: ReadingStream, property: 'monitorPointId', names: 'id' },
    ],
    changed: () => database.afterCommit(() => registry.forget()),
  });
  return kindOfImport<Row, Facts>({
    kind: 'MONITOR_POINTS',
    columns: COLUMNS,
    key: ['code'],
    facts: async (given, isLocked) => {
      const gridCodes = new Map<Row, string | null>();
      for (const row of given) gridCodes.set(row, (await grids.locate(row))?.code ?? null);
      const codes = given.map(({ code }) => code);
      return {
        outlets: await placed.outlets(given),
        stored: new Map((await rows.some('code', codes, isLocked)).map((point) => [point.code, point])),
        gridCodes,
      };
    },
    check: (row, { outlets, stored, gridCodes }) => [
      ...outletFaults(row, outlets, stored.get(row.code)),
      ...(gridCodes.get(row) === null ? [{ field: 'longitude', problem: 'placeOutside' } as const] : []),
    ],
    write: (given, { outlets, stored, gridCodes }, writing) =>
      rows.write(
        given.map((row) => {
          const { enterpriseCode: _code, outletCode: _outlet, ...own } = row;
          const before = stored.get(row.code) ?? null;
          const outlet = outlets.get(outletKey(row));
          const none = { id: newId(), outletId: null, enterpriseCode: null };
          const at = outlet && { outletId: outlet.id, enterpriseCode: outlet.enterpriseCode };
          const gridCode = gridCodes.get(row) ?? null;
          return { before, after: { ...none, ...before, ...own, ...at, gridCode } };
        }),
        writing,
      ),
    undo: (given, writing) => rows.undo(given, writing),
    page: async (actor, after, limit) => {
      const page = await placed.page(MonitorPoint, actor, after, limit);
      return { ...page, rows: await placed.withOutlets(page.rows) };
    },
  });
}

/** A point of a source is at an outlet; one of the environment is at none. A file without the columns leaves it where it is. */
function outletFaults(
  row: Row,
  outlets: ReadonlyMap<string, Outlet>,
  before: MonitorPoint | undefined,
): Array<FoundFault<Row>> {
  const { kind, enterpriseCode, outletCode } = row;
  const isNamed = Boolean(enterpriseCode) && Boolean(outletCode);
  if (isNamed && !outlets.has(outletKey(row))) return [{ field: 'outletCode', problem: 'notKnown' }];
  if (kind !== 'OUTLET' && (enterpriseCode ?? outletCode ?? before?.outletId))
    return [{ field: 'outletCode', problem: 'forbidden' }];
  const isKept = enterpriseCode === undefined && outletCode === undefined && Boolean(before?.outletId);
  if (kind === 'OUTLET' && !isNamed && !isKept) return [{ field: 'outletCode', problem: 'required' }];
  return [];
}
