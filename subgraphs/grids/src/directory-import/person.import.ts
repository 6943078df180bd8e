import { crc32 } from 'node:zlib';
import { canonicalJson, newId } from '@ecogrid/database';
import { coded, column, kindOfImport, line, type AnyKind, type Column } from '@ecogrid/imports';
import { Organization } from '../organization/index.ts';
import { Person, newPseudonym } from '../person/index.ts';
import { DirectoryRows, type DirectoryImportParts } from './directory-rows.ts';

interface Row {
  readonly number: string;
  readonly name: string;
  /** Null leaves it as it is: not everyone who exports people sees it. */
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly organizationCode: string;
}

interface Facts {
  readonly stored: ReadonlyMap<string, Person>;
  readonly organizations: ReadonlySet<string>;
}

const COLUMNS: ReadonlyArray<Column<Row>> = [
  column('number', coded(/^[A-Z0-9-]{2,16}$/), {
    heading: '工号',
    headingEn: 'Personnel number',
    example: 'P0000',
    isRequired: true,
  }),
  column('name', line(1, 40), { heading: '姓名', headingEn: 'Name', example: '张三', isRequired: true }),
  column('phone', coded(/^[0-9+-]{3,32}$/), {
    heading: '手机',
    headingEn: 'Mobile telephone',
    example: '15400000000',
  }),
  column('email', coded(/^[^\s@]{1,60}@[^\s@]{1,59}$/), {
    heading: '邮箱',
    headingEn: 'E-mail',
    example: '',
  }),
  column('organizationCode', coded(/^[A-Z0-9_-]{3,64}$/), {
    heading: '单位编码',
    headingEn: 'Code of the organization',
    example: 'DEPT-WATER',
    isRequired: true,
  }),
];

/** People (人员), by their personnel number. */
export function personImport(parts: DirectoryImportParts): AnyKind {
  const { directoryImports, people } = parts;
  const rows = new DirectoryRows<Person>(parts, {
    entity: Person,
    versionOf: (person) => crc32(canonicalJson(person)) >>> 1,
    next: (person) => person,
    // A pseudonym never changes: only a new person is announced.
    event: ({ id, pseudonym }, occurredAt, isNew) =>
      isNew
        ? { topic: 'PersonRegistered', channel: '', aggregateId: id, occurredAt, payload: { id, pseudonym } }
        : null,
  });
  return kindOfImport<Row, Facts>({
    kind: 'PEOPLE',
    columns: COLUMNS,
    key: ['number'],
    facts: async (given, isLocked) => {
      const numbers = given.map(({ number }) => number);
      const codes = given.map(({ organizationCode }) => organizationCode);
      const stored = await directoryImports.some(Person, 'number', numbers, isLocked);
      const organizations = await directoryImports.some(Organization, 'code', codes, false);
      return {
        stored: new Map(stored.map((each) => [each.number, each])),
        organizations: new Set(organizations.map(({ code }) => code)),
      };
    },
    check: ({ number, phone, organizationCode }, { stored, organizations }) => {
      const before = stored.get(number);
      const isMoved = before && before.organizationCode !== organizationCode;
      return [
        ...(before || phone ? [] : [{ field: 'phone', problem: 'required' } as const]),
        ...(organizations.has(organizationCode)
          ? []
          : [{ field: 'organizationCode', problem: 'notKnown' } as const]),
        // An appointment moves a person, and ends the appointments there.
        ...(isMoved ? [{ field: 'organizationCode', problem: 'notChanged' } as const] : []),
      ];
    },
    write: (given, { stored }, { at }) =>
      rows.write(
        given.map(({ number, name, phone, email, organizationCode }) => {
          const before = stored.get(number) ?? null;
          const none = { id: newId(), email: null, pseudonym: before ? before.pseudonym : newPseudonym() };
          const reach = { phone: phone ?? before?.phone ?? '', email: email ?? before?.email ?? null };
          return { before, after: { ...none, ...before, number, name, organizationCode, ...reach } };
        }),
        at,
      ),
    undo: (given, { at }) => rows.undo(given, at),
    page: async (actor, after, limit) => {
      const page = await directoryImports.page(Person, after, limit);
      const ids = page.rows.map(({ id }) => id);
      const reachable = await people.isReachable(ids, { actor } as never);
      return {
        ...page,
        rows: page.rows.map((person, index) =>
          reachable[index] === true ? person : { ...person, phone: null, email: null },
        ),
      };
    },
  });
}
