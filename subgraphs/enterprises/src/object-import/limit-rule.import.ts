import { newId } from '@ecogrid/database';
import {
  StoredRows,
  choice,
  coded,
  column,
  day,
  decimal,
  flag,
  kindOfImport,
  line,
  whole,
  withoutAbsent,
  type AnyKind,
  type Column,
  type FoundFault,
} from '@ecogrid/imports';
import { termsOf } from '@ecogrid/subgraph';
import { Episode } from '../episode/index.ts';
import { Exceedance } from '../exceedance/index.ts';
import { Averaging, LimitRule, compareDecimals } from '../limit-rule/index.ts';
import type { Outlet } from '../outlet/index.ts';
import { Medium } from '../site/index.ts';
import { OUTLET_COLUMNS, outletKey, type OfOutlet } from './outlet-columns.ts';
import type { PlacedParts } from './placed-rows.ts';

type Row = Pick<LimitRule, 'pollutantCode' | 'averaging' | 'standard' | 'basisNote' | 'effectiveFrom'> &
  Nullable<
    Pick<
      LimitRule,
      'medium' | 'upper' | 'lower' | 'unit' | 'effectiveTo' | 'opensAfter' | 'endsAfter' | 'isConverted'
    >
  > &
  OfOutlet;

type Nullable<Values> = { readonly [Field in keyof Values]?: Values[Field] | null };

interface Facts {
  readonly outlets: ReadonlyMap<string, Outlet>;
  readonly stored: ReadonlyMap<string, LimitRule>;
  readonly pollutants: ReadonlySet<string>;
}

const COLUMNS: ReadonlyArray<Column<Row>> = [
  ...(OUTLET_COLUMNS as ReadonlyArray<Column<Row>>),
  column('medium', choice(termsOf(Medium)), {
    heading: '介质',
    headingEn: 'Medium, of a limit for all its outlets',
    example: '',
  }),
  column('pollutantCode', coded(/^[0-9A-Za-z]{1,16}$/), {
    heading: '因子编码',
    headingEn: 'Code of the factor',
    example: 'w01018',
    isRequired: true,
  }),
  column('averaging', choice(termsOf(Averaging)), {
    heading: '平均时间',
    headingEn: 'The mean that is compared',
    example: '日均值',
    isRequired: true,
  }),
  column('upper', decimal(42), { heading: '上限', headingEn: 'Upper limit', example: '50' }),
  column('lower', decimal(42), { heading: '下限', headingEn: 'Lower limit', example: '' }),
  column('unit', line(1, 16), { heading: '单位', headingEn: 'Unit, empty for pH', example: 'mg/L' }),
  column('standard', line(2, 120), {
    heading: '依据',
    headingEn: 'The document the figure comes from',
    example: 'GB 18918-2002 1A',
    isRequired: true,
  }),
  column('basisNote', line(2, 1_000), {
    heading: '条款说明',
    headingEn: 'How the figure is to be read',
    example: '日均值',
    isRequired: true,
  }),
  column('effectiveFrom', day, {
    heading: '生效日期',
    headingEn: 'First day in force',
    example: '2026-01-01',
    isRequired: true,
  }),
  column('effectiveTo', day, {
    heading: '失效日期',
    headingEn: 'First day no longer in force',
    example: '',
  }),
  column('opensAfter', whole(1, 100), {
    heading: '连续超标次数',
    headingEn: 'Values in a row that open an episode',
    example: '1',
  }),
  column('endsAfter', whole(1, 100), {
    heading: '连续达标次数',
    headingEn: 'Values in a row that end it',
    example: '1',
  }),
  column('isConverted', flag, { heading: '折算值', headingEn: 'At the reference oxygen', example: '否' }),
];

const EMPTY: Readonly<Record<string, unknown>> = {
  unit: '',
  opensAfter: 1,
  endsAfter: 1,
  isConverted: false,
};
const NONE = { medium: null, upper: null, lower: null, effectiveTo: null, ...EMPTY };

/** Versions of limits (限值), by outlet or medium, factor, mean and first day. */
export function limitRuleImport({ placed, registry, scope }: PlacedParts): AnyKind {
  const { database } = scope;
  const rows = new StoredRows<LimitRule>(database, {
    entity: LimitRule,
    follows: ['publishedAt', 'publishedBy'],
    dependents: [Episode, Exceedance].map((entity) => ({
      entity,
      property: 'limitRuleId',
      names: 'id' as const,
    })),
    changed: () => database.afterCommit(() => registry.forget()),
  });
  return kindOfImport<Row, Facts>({
    kind: 'LIMIT_RULES',
    columns: COLUMNS,
    key: ['enterpriseCode', 'outletCode', 'medium', 'pollutantCode', 'averaging', 'effectiveFrom'],
    facts: async (given, isLocked) => {
      const outlets = await placed.outlets(given);
      const factors = given.map(({ pollutantCode }) => pollutantCode);
      const stored = await rows.some('pollutantCode', factors, isLocked);
      return {
        outlets,
        stored: new Map(stored.map((rule) => [ruleKey(rule), rule])),
        pollutants: await placed.pollutants(),
      };
    },
    check: (row, facts) => [...scopeFaults(row, facts), ...boundFaults(row, storedOf(row, facts))],
    write: (given, facts, writing) =>
      rows.write(
        given.map((row) => {
          const { enterpriseCode: _code, outletCode: _outlet, ...own } = withoutAbsent(row);
          const before = storedOf(row, facts) ?? null;
          const values = Object.entries(own).map(([field, value]) => [field, value ?? EMPTY[field] ?? null]);
          const made = {
            id: before?.id ?? newId(),
            outletId: facts.outlets.get(outletKey(row))?.id ?? null,
            publishedAt: writing.at,
            publishedBy: writing.personId,
          };
          return {
            before,
            after: { ...NONE, ...before, ...Object.fromEntries(values), ...made } as LimitRule,
          };
        }),
        writing,
      ),
    undo: (given, writing) => rows.undo(given, writing),
    // Limits are disclosed.
    page: async (_actor, after, limit) => {
      const page = await placed.scoped(LimitRule, { scope: null, after, limit });
      return { ...page, rows: await placed.withOutlets(page.rows) };
    },
  });
}

type Keyed = Pick<LimitRule, 'outletId' | 'medium' | 'pollutantCode' | 'averaging' | 'effectiveFrom'>;

function ruleKey({ outletId, medium, pollutantCode, averaging, effectiveFrom }: Keyed): string {
  return [outletId ?? '', medium ?? '', pollutantCode, averaging, effectiveFrom].join('\n');
}

function storedOf(row: Row, { outlets, stored }: Facts): LimitRule | undefined {
  const { medium = null } = row;
  return stored.get(ruleKey({ ...row, medium, outletId: outlets.get(outletKey(row))?.id ?? null }));
}

function scopeFaults(row: Row, { outlets, pollutants }: Facts): Array<FoundFault<Row>> {
  const { enterpriseCode, outletCode, medium, pollutantCode } = row;
  const isOfOutlet = Boolean(enterpriseCode) || Boolean(outletCode);
  return [
    ...(isOfOutlet === Boolean(medium) ? [{ field: 'medium', problem: 'exactlyOne' } as const] : []),
    ...(isOfOutlet && !outlets.has(outletKey(row))
      ? [{ field: 'outletCode', problem: 'notKnown' } as const]
      : []),
    ...(pollutants.has(pollutantCode) ? [] : [{ field: 'pollutantCode', problem: 'notKnown' } as const]),
  ];
}

function boundFaults(row: Row, before: LimitRule | undefined): Array<FoundFault<Row>> {
  const { upper, lower, effectiveFrom, effectiveTo } = { ...before, ...withoutAbsent(row) };
  return [
    ...(upper || lower ? [] : [{ field: 'upper', problem: 'required' } as const]),
    ...(upper && lower && compareDecimals(lower, upper) >= 0
      ? [{ field: 'lower', problem: 'boundOrder' } as const]
      : []),
    ...(effectiveTo && effectiveFrom && effectiveTo <= effectiveFrom
      ? [{ field: 'effectiveTo', problem: 'ordered' } as const]
      : []),
  ];
}
