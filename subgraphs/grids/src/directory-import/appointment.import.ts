import { newId } from '@ecogrid/database';
import type { Role } from '@ecogrid/identity';
import {
  StoredRows,
  choice,
  coded,
  column,
  day,
  kindOfImport,
  type AnyKind,
  type Column,
  type FoundFault,
  type Kept,
  type Writing,
} from '@ecogrid/imports';
import { RoleName, termsOf } from '@ecogrid/subgraph';
import { Appointment, changedAppointment, subjectOfAppointment } from '../appointment/index.ts';
import type { Person } from '../person/index.ts';
import type { DirectoryImportParts } from './directory-parts.ts';

interface Row {
  readonly personNumber: string;
  readonly role: Role;
  readonly gridCode?: string | null;
  readonly enterpriseCode?: string | null;
  readonly since: string;
  readonly until?: string | null;
}

interface Facts {
  readonly people: ReadonlyMap<string, Person>;
  readonly grids: ReadonlySet<string>;
  readonly stored: ReadonlyMap<string, Appointment>;
}

/** The roles whose right is about a grid. */
const OF_GRID: readonly Role[] = ['GRID_HEAD', 'GRID_MEMBER', 'STREET_STAFF', 'SUPERVISOR'];

const COLUMNS: ReadonlyArray<Column<Row>> = [
  column('personNumber', coded(/^[A-Z0-9-]{2,16}$/), {
    heading: '工号',
    headingEn: 'Personnel number',
    example: 'P0000',
    isRequired: true,
  }),
  column('role', choice(termsOf(RoleName)), {
    heading: '角色',
    headingEn: 'Role',
    example: '网格长',
    isRequired: true,
  }),
  column('gridCode', coded(/^(\d{6}|\d{9}|\d{15})$/), {
    heading: '网格编码',
    headingEn: 'Code of the grid',
    example: '370871001',
  }),
  column('enterpriseCode', coded(/^[0-9A-Z]{18}$/), {
    heading: '统一社会信用代码',
    headingEn: 'Credit code of the enterprise of an enterprise user',
    example: '',
  }),
  column('since', day, {
    heading: '任职日期',
    headingEn: 'First day',
    example: '2026-01-01',
    isRequired: true,
  }),
  column('until', day, { heading: '离任日期', headingEn: 'First day no longer in force', example: '' }),
];

/** Appointments (任职), by person, role, grid, enterprise and first day: in the organization where the person works. */
export function appointmentImport(parts: DirectoryImportParts): AnyKind {
  const { directoryImports, scope } = parts;
  const rows = new StoredRows<Appointment>(scope.database, {
    entity: Appointment,
    dependents: null,
    versionOf: ({ version }) => version,
    next: (appointment, { version }) => ({ ...appointment, version: version + 1 }),
    // It was in force on no day.
    ended: (appointment) => ({ ...appointment, until: appointment.since }),
    changed: (kept, writing) => tell(parts, kept, writing),
  });
  return kindOfImport<Row, Facts>({
    kind: 'APPOINTMENTS',
    columns: COLUMNS,
    key: ['personNumber', 'role', 'gridCode', 'enterpriseCode', 'since'],
    facts: async (given, isLocked) => {
      const numbers = given.map(({ personNumber }) => personNumber);
      const people = await directoryImports.people({ numbers });
      const numberOf = new Map(people.map(({ id, number }) => [id, number]));
      const stored = await rows.some('personId', [...numberOf.keys()], isLocked);
      return {
        people: new Map(people.map((person) => [person.number, person])),
        grids: await directoryImports.grids(given.flatMap(({ gridCode }) => gridCode ?? [])),
        stored: new Map(stored.map((each) => [keyOf(numberOf.get(each.personId) ?? '', each), each])),
      };
    },
    check: faultsOf,
    write: (given, { people, stored }, writing) =>
      rows.write(
        given.map(({ personNumber, role, gridCode = null, enterpriseCode = null, since, until }) => {
          const before = stored.get(keyOf(personNumber, { role, gridCode, enterpriseCode, since })) ?? null;
          const { id: personId = '', organizationCode = '' } = people.get(personNumber) ?? {};
          const none = { id: newId(), personId, organizationCode, until: null, version: 1 };
          const own = { role, gridCode, enterpriseCode, since, ...(until !== undefined && { until }) };
          return { before, after: { ...none, ...before, ...own } };
        }),
        writing,
      ),
    undo: (given, writing) => rows.undo(given, writing),
    page: async (_actor, after, limit) => {
      const page = await directoryImports.page(Appointment, after, limit);
      const people = await directoryImports.people({ ids: page.rows.map(({ personId }) => personId) });
      const numberOf = new Map(people.map(({ id, number }) => [id, number]));
      const numbered = page.rows.map((each) => ({
        ...each,
        personNumber: numberOf.get(each.personId) ?? '',
      }));
      return { ...page, rows: numbered };
    },
  });
}

type Keyed = Pick<Appointment, 'role' | 'gridCode' | 'enterpriseCode' | 'since'>;

function keyOf(personNumber: string, { role, gridCode, enterpriseCode, since }: Keyed): string {
  return [personNumber, role, gridCode ?? '', enterpriseCode ?? '', since].join('\n');
}

function faultsOf(
  { personNumber, role, gridCode, enterpriseCode, since, until }: Row,
  { people, grids }: Facts,
): Array<FoundFault<Row>> {
  return [
    ...(people.has(personNumber) ? [] : [{ field: 'personNumber', problem: 'notKnown' } as const]),
    ...(gridCode && !grids.has(gridCode) ? [{ field: 'gridCode', problem: 'notKnown' } as const] : []),
    ...(!gridCode && OF_GRID.includes(role) ? [{ field: 'gridCode', problem: 'required' } as const] : []),
    ...(Boolean(enterpriseCode) === (role === 'ENTERPRISE_USER')
      ? []
      : [{ field: 'enterpriseCode', problem: enterpriseCode ? 'forbidden' : 'required' } as const]),
    ...(until && until < since ? [{ field: 'until', problem: 'ordered' } as const] : []),
  ];
}

/** Announces each appointment, so that gateways drop their cached actor of the person, and keeps it in the audit. */
async function tell(
  { directoryImports, outbox, audit }: DirectoryImportParts,
  { added, updated }: Kept<Appointment>,
  { personId, at, note }: Writing,
): Promise<void> {
  const changed = [...added, ...updated];
  if (changed.length === 0) return;
  const people = await directoryImports.people({ ids: changed.map((each) => each.personId) });
  const numberOf = new Map(people.map(({ id, number }) => [id, number]));
  const numbered = changed.map((each) => ({ each, number: numberOf.get(each.personId) ?? '' }));
  await outbox.announce(...numbered.map(({ each, number }) => changedAppointment(each, number, at)));
  const entry = {
    kind: 'RIGHTS',
    action: 'runDirectoryImport',
    by: { id: personId },
    at,
    reason: note,
  } as const;
  await audit.record(
    ...numbered.map(({ each, number }) => ({ ...entry, subject: subjectOfAppointment(each, number) })),
  );
}
