import { seedId } from './identifiers.ts';
import { outlets } from './monitoring.ts';
import type { Outlet } from './monitoring.ts';
import type { Medium } from './pollutants.ts';
import { sealed } from './records.ts';

/** The scope of a limit: one outlet, or every outlet of a medium. */
export type LimitScope = { readonly outletId: string } | { readonly medium: Medium };

/** The mean a limit is compared with. A rule of one averaging says nothing about values of another. */
export type Averaging = 'REAL_TIME' | 'HOURLY' | 'DAILY';

/** A limit 限值 as data with effective dates: at least one of `upper` and `lower` is set, both bounds allowed. */
export interface LimitRule {
  readonly id: string;
  readonly scope: LimitScope;
  readonly pollutantCode: string;
  readonly averaging: Averaging;
  /** Decimal text in `unit`; a value above it exceeds. Null: no upper limit. */
  readonly upper: string | null;
  /** Decimal text in `unit`; a value below it exceeds. Null: no lower limit. */
  readonly lower: string | null;
  readonly unit: string;
  /** The document the figure comes from. */
  readonly standard: string;
  /** How the figure is to be read, and what is only assumed. */
  readonly basisNote: string;
  /** First day in force, Asia/Shanghai calendar. */
  readonly effectiveFrom: string;
  /** Last day in force; null while it is. */
  readonly effectiveTo: string | null;
}

const DEMONSTRATION_NOTE =
  '示范规则：实时值预警，不是标准限值 (demonstration: early warning on a real-time value, no standard sets it)';

const earlyWarning = (outlet: Outlet): LimitRule => ({
  id: seedId('limit', `${outlet.id}/w01018/REAL_TIME`),
  scope: { outletId: outlet.id },
  pollutantCode: 'w01018',
  averaging: 'REAL_TIME',
  upper: '100',
  lower: null,
  unit: 'mg/L',
  standard: 'EcoGrid demonstration',
  basisNote: DEMONSTRATION_NOTE,
  effectiveFrom: '2026-01-01',
  effectiveTo: null,
});

type Row = readonly [pollutantCode: string, upper: string, lower: string | null, unit: string, note: string];

interface Source {
  readonly medium: Medium;
  readonly averaging: Averaging;
  readonly standard: string;
  readonly effectiveFrom: string;
  readonly rows: readonly Row[];
}

const SEWAGE_NOTE =
  '日均值；示范数据对全部废水排口适用 (daily mean; the seed applies it to every water outlet)';

const sewage: Source = {
  medium: 'WATER',
  averaging: 'DAILY',
  standard: 'GB 18918-2002 1A',
  effectiveFrom: '2003-07-01',
  rows: [
    ['w01018', '50', null, 'mg/L', SEWAGE_NOTE],
    [
      'w21003',
      '5',
      null,
      'mg/L',
      `${SEWAGE_NOTE}；水温≤12℃时为 8 (8 at a water temperature of 12 °C or less)`,
    ],
    ['w21001', '15', null, 'mg/L', SEWAGE_NOTE],
    ['w21011', '0.5', null, 'mg/L', SEWAGE_NOTE],
    ['w01001', '9', '6', '', SEWAGE_NOTE],
  ],
};

const BOILER_NOTE =
  '在用燃煤锅炉；示范数据对全部废气排口适用 (coal boilers in use; the seed applies it to every air outlet)';

const boiler: Source = {
  medium: 'AIR',
  averaging: 'HOURLY',
  standard: 'GB 13271-2014',
  // In force for boilers above 10 t/h since 2015-10-01, for the smaller ones since this day.
  effectiveFrom: '2016-07-01',
  rows: [
    ['a34013', '80', null, 'mg/m³', BOILER_NOTE],
    ['a21026', '400', null, 'mg/m³', BOILER_NOTE],
    ['a21002', '400', null, 'mg/m³', BOILER_NOTE],
  ],
};

function rulesOf({ medium, averaging, standard, effectiveFrom, rows }: Source): readonly LimitRule[] {
  return rows.map(([pollutantCode, upper, lower, unit, basisNote]) => ({
    id: seedId('limit', `${medium}/${pollutantCode}/${averaging}`),
    scope: { medium },
    pollutantCode,
    averaging,
    upper,
    lower,
    unit,
    standard,
    basisNote,
    effectiveFrom,
    effectiveTo: null,
  }));
}

/** 20 real-time COD rules (one for each water outlet), 5 daily rules for water, 3 hourly rules for air. */
export const limitRules: readonly LimitRule[] = sealed([
  ...outlets.filter((outlet) => outlet.medium === 'WATER').map(earlyWarning),
  ...rulesOf(sewage),
  ...rulesOf(boiler),
]);
