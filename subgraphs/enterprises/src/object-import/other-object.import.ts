import { choice, column, kindOfImport, type AnyKind, type Column } from '@ecogrid/imports';
import { SupervisedObjectKind, termsOf } from '@ecogrid/subgraph';
import { maySeePhone } from '../supervised-object/index.ts';
import {
  OBJECT_COLUMNS,
  ObjectRows,
  type ObjectFacts,
  type ObjectImportParts,
  type ObjectRow,
} from './object-rows.ts';

interface OtherRow extends ObjectRow {
  readonly kind: SupervisedObjectKind;
}

const { ENTERPRISE: _, ...OTHER_KINDS } = termsOf(SupervisedObjectKind);

const COLUMNS: ReadonlyArray<Column<OtherRow>> = [
  column('kind', choice(OTHER_KINDS as never), {
    heading: '类别',
    headingEn: 'Kind',
    example: '煤场',
    isRequired: true,
  }),
  ...(OBJECT_COLUMNS as ReadonlyArray<Column<OtherRow>>),
];

/** Supervised objects that are no enterprises (其他监管对象), by kind, street and name: they have no code of their own. */
export function otherObjectImport(parts: ObjectImportParts): AnyKind {
  const rows = new ObjectRows<OtherRow>(parts, ({ kind }) => kind);
  return kindOfImport<OtherRow, ObjectFacts<OtherRow>>({
    kind: 'OBJECTS',
    columns: COLUMNS,
    key: ['kind', 'divisionCode', 'name'],
    facts: async (some, isLocked) => {
      const stored = await parts.objectImports.byNames(some as never, isLocked);
      return rows.facts(some, stored, ({ kind, divisionCode, name }) =>
        [kind, divisionCode, name].join('\n'),
      );
    },
    check: (row, facts) => rows.check(row, facts),
    write: (some, facts, writing) => rows.write(some, facts, writing),
    undo: (some, writing) => rows.undo(some, writing),
    page: async (actor, after, limit) => {
      const page = await parts.objectImports.page(actor, { isEnterprise: false, after, limit });
      const hidden = { phone: null, contactName: null };
      return {
        ...page,
        rows: page.rows.map((object) => ({ ...object, ...(!maySeePhone(actor, object) && hidden) })),
      };
    },
  });
}
