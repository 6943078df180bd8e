import { newId } from '@ecogrid/database';
import {
  StoredRows,
  choice,
  coded,
  column,
  emailAddress,
  kindOfImport,
  line,
  whole,
  withoutAbsent,
  type AnyKind,
  type Column,
  type FoundFault,
} from '@ecogrid/imports';
import { termsOf } from '@ecogrid/subgraph';
import { Organization, OrganizationKind } from '../organization/index.ts';
import type { DirectoryImportParts } from './directory-parts.ts';

type Optional = 'platformLevel' | 'parentCode';
type Row = Omit<Organization, 'id' | 'version' | Optional> & Partial<Pick<Organization, Optional>>;

interface Facts {
  readonly stored: ReadonlyMap<string, Organization>;
  /** The codes of organizations that are stored, or stand in the file up to this batch. */
  readonly known: ReadonlySet<string>;
  readonly divisions: ReadonlySet<string>;
}

const PHONE = coded(/^[0-9+-]{3,32}$/);

const COLUMNS: ReadonlyArray<Column<Row>> = [
  column('code', coded(/^[A-Z0-9_-]{3,64}$/), {
    heading: '机构编码',
    headingEn: 'Code',
    example: 'DEPT-WATER',
    isRequired: true,
  }),
  column('name', line(2, 80), {
    heading: '名称',
    headingEn: 'Name',
    example: '示例水务局',
    isRequired: true,
  }),
  column('nameEn', line(2, 120), {
    heading: '英文名称',
    headingEn: 'Name in English',
    example: 'Example Water Bureau',
    isRequired: true,
  }),
  column('shortName', line(1, 40), {
    heading: '简称',
    headingEn: 'Short name',
    example: '水务局',
    isRequired: true,
  }),
  column('kind', choice(termsOf(OrganizationKind)), {
    heading: '类别',
    headingEn: 'Kind',
    example: '行业部门',
    isRequired: true,
  }),
  column('platformLevel', whole(2, 3), {
    heading: '平台级别',
    headingEn: 'Level of a platform',
    example: '',
  }),
  column('parentCode', coded(/^[A-Z0-9_-]{3,64}$/), {
    heading: '上级机构编码',
    headingEn: 'Code of the organization above',
    example: '',
  }),
  column('divisionCode', coded(/^\d{6,12}$/), {
    heading: '行政区划编码',
    headingEn: 'Code of its division',
    example: '370871',
    isRequired: true,
  }),
  column('email', emailAddress, {
    heading: '转办邮箱',
    headingEn: 'E-mail for tickets',
    example: 'water@zone.example',
    isRequired: true,
  }),
  column('phone', PHONE, {
    heading: '办公电话',
    headingEn: 'Telephone',
    example: '0537-1500000',
    isRequired: true,
  }),
];

/** Organizations (机构), by their code. */
export function organizationImport(parts: DirectoryImportParts): AnyKind {
  const { directoryImports, outbox, scope } = parts;
  const rows = new StoredRows<Organization>(scope.database, {
    entity: Organization,
    // From its announcement on, routing rules and tickets of other subgraphs may name it.
    dependents: null,
    versionOf: ({ version }) => version,
    next: (thing, { version }) => ({ ...thing, version: version + 1 }),
    changed: async ({ added, updated }, { at: occurredAt }) => {
      const events = [...added, ...updated].map((thing) => ({
        topic: 'OrganizationChanged' as const,
        channel: thing.code,
        aggregateId: thing.id,
        occurredAt,
        payload: { ...thing },
      }));
      if (events.length > 0) await outbox.announce(...events);
    },
  });
  return kindOfImport<Row, Facts>({
    kind: 'ORGANIZATIONS',
    columns: COLUMNS,
    key: ['code'],
    facts: async (given, isLocked, isInFile) => {
      const codes = given.map(({ code }) => code);
      const parents = given.flatMap(({ parentCode }) => parentCode ?? []);
      const found = await rows.some('code', [...codes, ...parents], isLocked);
      return {
        stored: new Map(found.map((each) => [each.code, each])),
        known: new Set([...codes, ...found.map(({ code }) => code), ...parents.filter(isInFile)]),
        divisions: await directoryImports.divisions(given.map(({ divisionCode }) => divisionCode)),
      };
    },
    check: (row, { stored, known, divisions }) => faultsOf(row, stored.get(row.code), known, divisions),
    write: (given, { stored }, writing) =>
      rows.write(
        given.map((row) => {
          const before = stored.get(row.code) ?? null;
          const none = { id: newId(), version: 1, platformLevel: null, parentCode: null };
          return { before, after: { ...none, ...before, ...withoutAbsent(row) } };
        }),
        writing,
      ),
    undo: (given, writing) => rows.undo(given, writing),
    page: (_actor, after, limit) => directoryImports.page(Organization, after, limit),
  });
}

function faultsOf(
  { kind, platformLevel, parentCode, divisionCode }: Row,
  before: Organization | undefined,
  known: ReadonlySet<string>,
  divisions: ReadonlySet<string>,
): Array<FoundFault<Row>> {
  const level = platformLevel === undefined ? (before?.platformLevel ?? null) : platformLevel;
  return [
    ...((level !== null) === (kind === 'PLATFORM')
      ? []
      : [{ field: 'platformLevel', problem: 'platformLevel' } as const]),
    ...(before && before.kind !== kind ? [{ field: 'kind', problem: 'notChanged' } as const] : []),
    ...(parentCode && !known.has(parentCode) ? [{ field: 'parentCode', problem: 'notKnown' } as const] : []),
    ...(divisions.has(divisionCode) ? [] : [{ field: 'divisionCode', problem: 'notKnown' } as const]),
  ];
}
