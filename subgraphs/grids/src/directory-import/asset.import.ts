import { newId } from '@ecogrid/database';
import {
  StoredRows,
  choice,
  coded,
  column,
  kindOfImport,
  line,
  type AnyKind,
  type Column,
} from '@ecogrid/imports';
import { termsOf } from '@ecogrid/subgraph';
import { Asset, AssetIssue, AssetKind } from '../asset/index.ts';
import type { DirectoryImportParts } from './directory-parts.ts';

type Row = Omit<Asset, 'id'>;

const COLUMNS: ReadonlyArray<Column<Row>> = [
  column('code', coded(/^[0-9A-Z-]{1,32}$/), {
    heading: '资产编号',
    headingEn: 'Inventory code',
    example: 'VEH-000',
    isRequired: true,
  }),
  column('kind', choice(termsOf(AssetKind)), {
    heading: '装备类别',
    headingEn: 'Kind',
    example: '巡查巡逻载具',
    isRequired: true,
  }),
  column('model', line(1, 80), {
    heading: '型号',
    headingEn: 'Maker and model',
    example: '示例型号',
    isRequired: true,
  }),
];

/** Terminals and vehicles (装备), by their inventory code. */
export function assetImport({ directoryImports, scope }: DirectoryImportParts): AnyKind {
  const rows = new StoredRows<Asset>(scope.database, {
    entity: Asset,
    dependents: [{ entity: AssetIssue, property: 'assetId', names: 'id' }],
  });
  return kindOfImport<Row, ReadonlyMap<string, Asset>>({
    kind: 'ASSETS',
    columns: COLUMNS,
    key: ['code'],
    facts: async (given, isLocked) => {
      const codes = given.map(({ code }) => code);
      return new Map((await rows.some('code', codes, isLocked)).map((asset) => [asset.code, asset]));
    },
    check: () => [],
    write: (given, stored, writing) =>
      rows.write(
        given.map((row) => {
          const before = stored.get(row.code) ?? null;
          return { before, after: { id: newId(), ...before, ...row } };
        }),
        writing,
      ),
    undo: (given, writing) => rows.undo(given, writing),
    page: (_actor, after, limit) => directoryImports.page(Asset, after, limit),
  });
}
