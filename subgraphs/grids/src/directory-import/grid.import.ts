import { newId } from '@ecogrid/database';
import {
  StoredRows,
  coded,
  column,
  kindOfImport,
  line,
  type AnyKind,
  type CellForm,
  type Column,
  type FoundFault,
} from '@ecogrid/imports';
import type { Area } from '@ecogrid/territory';
import type { Division, DivisionLevel } from '../division/index.ts';
import { Grid } from '../grid/index.ts';
import { areaOf } from './area.rule.ts';
import type { DirectoryImportParts } from './directory-parts.ts';

interface Row {
  readonly code: string;
  readonly name: string;
  readonly responsibleOrganizationCode: string;
  readonly divisionCode?: string | null;
  readonly divisionName?: string | null;
  readonly divisionNameEn?: string | null;
  readonly polygon: Area;
}

interface Facts {
  readonly stored: ReadonlyMap<string, Grid>;
  readonly organizations: ReadonlySet<string>;
  readonly divisions: ReadonlySet<string>;
  /** Whether a grid of the code is stored, or stands in the file up to this batch. */
  readonly isKnown: (code: string) => boolean;
}

const AREA_CHARACTERS = 262_144;

/** The text of a geometry. */
const area: CellForm<Area> = {
  parse: (text) => {
    const value = areaOf(text);
    return value ? { value } : { fault: { problem: 'isArea' } };
  },
  show: (value) => JSON.stringify(value),
};

const COLUMNS: ReadonlyArray<Column<Row>> = [
  column('code', coded(/^(\d{6}|\d{9}|\d{15})$/), {
    heading: '网格编码',
    headingEn: 'Code of 6, 9 or 15 digits',
    example: '370871001',
    isRequired: true,
  }),
  column('name', line(2, 80), { heading: '名称', headingEn: 'Name', example: '示例网格', isRequired: true }),
  column('responsibleOrganizationCode', coded(/^[A-Z0-9_-]{3,64}$/), {
    heading: '责任单位编码',
    headingEn: 'Code of the responsible organization',
    example: 'PLATFORM-370871',
    isRequired: true,
  }),
  column('divisionCode', coded(/^(\d{6}|\d{9}|\d{12})$/), {
    heading: '行政区划编码',
    headingEn: 'Code of its division; empty: that of the same digits',
    example: '370871001',
  }),
  column('divisionName', line(2, 80), {
    heading: '行政区划名称',
    headingEn: 'Name of a division that is new',
    example: '示例街道',
  }),
  column('divisionNameEn', line(2, 80), {
    heading: '行政区划英文名称',
    headingEn: 'Name in English of a division that is new',
    example: 'Example Street',
  }),
  column('polygon', area, {
    heading: '范围',
    headingEn: 'Its land: a Polygon or MultiPolygon of GeoJSON, WGS-84',
    example:
      '{"type":"Polygon","coordinates":[[[116.6,35.3],[116.7,35.3],[116.7,35.4],[116.6,35.4],[116.6,35.3]]]}',
    isRequired: true,
    longest: AREA_CHARACTERS,
  }),
];

const LEVELS: Readonly<Record<number, DivisionLevel>> = { 6: 'DISTRICT', 9: 'STREET', 12: 'COMMUNITY' };

/** Grids with their land (网格), by their code. One stands in the file behind the grid that it lies in. */
export function gridImport({ directoryImports, outbox, scope }: DirectoryImportParts): AnyKind {
  const rows = new StoredRows<Grid>(scope.database, {
    entity: Grid,
    // From its announcement on, cases and objects of other subgraphs lie in it.
    dependents: null,
    versionOf: ({ version }) => version,
    next: (grid, { version }) => ({ ...grid, version: version + 1 }),
    changed: async ({ added, updated }, { at: occurredAt }) => {
      const events = [...added, ...updated].map((grid) => ({
        topic: 'GridChanged' as const,
        channel: grid.code,
        aggregateId: grid.id,
        occurredAt,
        payload: { ...grid },
      }));
      if (events.length > 0) await outbox.announce(...events);
    },
  });
  return kindOfImport<Row, Facts>({
    kind: 'GRIDS',
    columns: COLUMNS,
    geometry: 'polygon',
    key: ['code'],
    facts: async (given, isLocked, isInFile) => {
      const codes = given.map(({ code }) => code);
      const found = await rows.some(
        'code',
        [...codes, ...given.flatMap((row) => parentOf(row) ?? [])],
        isLocked,
      );
      const stored = new Map(found.map((grid) => [grid.code, grid]));
      const own = new Set(codes);
      return {
        stored,
        organizations: await directoryImports.organizations(
          given.map(({ responsibleOrganizationCode: code }) => code),
        ),
        divisions: await directoryImports.divisions(given.flatMap((row) => divisionsOf(row))),
        isKnown: (code) => stored.has(code) || own.has(code) || isInFile(code),
      };
    },
    check: faultsOf,
    write: async (given, facts, writing) => {
      const made = newDivisions(given, facts);
      await directoryImports.addDivisions(made);
      const divisions = new Set([...facts.divisions, ...made.map(({ code }) => code)]);
      return rows.write(
        given.map((row) => {
          const { code, name, responsibleOrganizationCode, polygon } = row;
          const before = facts.stored.get(code) ?? null;
          const own = { code, name, responsibleOrganizationCode, polygon, level: levelOf(row) };
          const stays = row.divisionCode === undefined && before !== null;
          const divisionCode = stays ? before.divisionCode : divisionOf(row, divisions);
          const of = { parentCode: parentOf(row), divisionCode };
          return { before, after: { id: newId(), version: 1, ...before, ...own, ...of } };
        }),
        writing,
      );
    },
    undo: (given, writing) => rows.undo(given, writing),
    page: async (_actor, after, limit) => directoryImports.page(Grid, after, limit),
  });
}

function levelOf({ code }: Row): number {
  return code.length / 3 === 5 ? 4 : code.length / 3;
}

function parentOf({ code }: Row): string | null {
  if (code.length === 6) return null;
  return code.slice(0, code.length === 9 ? 6 : 9);
}

/** The divisions in which a grid may lie, the smallest first. */
function divisionsOf({ code, divisionCode }: Row): string[] {
  return divisionCode
    ? [divisionCode]
    : [12, 9, 6].filter((digits) => digits <= code.length).map((digits) => code.slice(0, digits));
}

/** The smallest known division; a new one where the row names it. */
function divisionOf(row: Row, known: ReadonlySet<string>): string {
  const [own = row.code, ...others] = divisionsOf(row);
  if (row.divisionName && row.divisionNameEn) return own;
  return [own, ...others].find((code) => known.has(code)) ?? own;
}

function newDivisions(rows: readonly Row[], { divisions }: Facts): Division[] {
  const made = new Map<string, Division>();
  for (const row of rows) {
    const code = divisionOf(row, divisions);
    const { divisionName: name, divisionNameEn: nameEn } = row;
    const level = LEVELS[code.length];
    if (divisions.has(code) || !name || !nameEn || !level) continue;
    const parentCode = code.length === 6 ? null : code.slice(0, -3);
    made.set(code, { id: newId(), code, name, nameEn, level, parentCode });
  }
  return [...made.values()];
}

function faultsOf(row: Row, { organizations, divisions, isKnown }: Facts): Array<FoundFault<Row>> {
  const { code, responsibleOrganizationCode, divisionCode, divisionName, divisionNameEn } = row;
  const parent = parentOf(row);
  const isDivisionKnown = divisions.has(divisionOf(row, divisions));
  return [
    ...(parent === null || isKnown(parent) ? [] : [{ field: 'code', problem: 'notKnown' } as const]),
    ...(organizations.has(responsibleOrganizationCode)
      ? []
      : [{ field: 'responsibleOrganizationCode', problem: 'notKnown' } as const]),
    ...(divisionCode && !code.startsWith(divisionCode)
      ? [{ field: 'divisionCode', problem: 'notKnown' } as const]
      : []),
    ...(!isDivisionKnown && !divisionName ? [{ field: 'divisionName', problem: 'required' } as const] : []),
    ...(!isDivisionKnown && !divisionNameEn
      ? [{ field: 'divisionNameEn', problem: 'required' } as const]
      : []),
  ];
}
