import { newId } from '@ecogrid/database';
import {
  StoredRows,
  coded,
  column,
  emailAddress,
  kindOfImport,
  line,
  type AnyKind,
  type Column,
} from '@ecogrid/imports';
import { LoginAccount } from '../account/index.ts';
import { Appointment } from '../appointment/index.ts';
import { AssetIssue } from '../asset/index.ts';
import { Person, newPseudonym } from '../person/index.ts';
import type { DirectoryImportParts } from './directory-parts.ts';

interface Row {
  readonly number: string;
  readonly name: string;
  /** Null leaves it as it is: not every actor that exports people sees it. */
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
  column('email', emailAddress, {
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
  const { directoryImports, people, outbox, scope } = parts;
  const rows = new StoredRows<Person>(scope.database, {
    entity: Person,
    // An undoing of a later import leaves the values as they were: it is no change of them.
    follows: ['version'],
    next: (person, { version }) => ({ ...person, version: version + 1 }),
    dependents: [
      { entity: Appointment, property: 'personId', names: 'id' },
      { entity: LoginAccount, property: 'personId', names: 'id' },
      { entity: AssetIssue, property: 'holderId', names: 'id' },
    ],
    changed: async ({ added }, { at: occurredAt }) => {
      // A pseudonym never changes: only a new person is announced.
      const events = added.map(({ id, pseudonym }) => ({
        topic: 'PersonRegistered' as const,
        channel: '',
        aggregateId: id,
        occurredAt,
        payload: { id, pseudonym },
      }));
      if (events.length > 0) await outbox.announce(...events);
    },
  });
  return kindOfImport<Row, Facts>({
    kind: 'PEOPLE',
    columns: COLUMNS,
    key: ['number'],
    facts: async (given, isLocked) => {
      const numbers = given.map(({ number }) => number);
      const codes = given.map(({ organizationCode }) => organizationCode);
      const stored = await rows.some('number', numbers, isLocked);
      const organizations = await directoryImports.organizations(codes);
      return {
        stored: new Map(stored.map((each) => [each.number, each])),
        organizations,
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
    write: (given, { stored }, writing) =>
      rows.write(
        given.map(({ number, name, phone, email, organizationCode }) => {
          const before = stored.get(number) ?? null;
          const none = {
            id: newId(),
            email: null,
            version: 1,
            pseudonym: before ? before.pseudonym : newPseudonym(),
          };
          const reach = { phone: phone ?? before?.phone ?? '', email: email ?? before?.email ?? null };
          return { before, after: { ...none, ...before, number, name, organizationCode, ...reach } };
        }),
        writing,
      ),
    undo: (given, writing) => rows.undo(given, writing),
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
