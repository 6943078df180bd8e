import { seedId } from './identifiers.ts';
import { outlets, type Outlet } from './monitoring.ts';
import { sealed } from './records.ts';

/** A limit 限值 of one outlet: an early warning on values of the instant. Limits of a medium come with the starter set. */
export interface LimitRule {
  readonly id: string;
  readonly outletId: string;
  readonly pollutantCode: string;
  readonly averaging: 'REAL_TIME';
  /** Decimal text in `unit`; a value above it exceeds. */
  readonly upper: string;
  readonly lower: null;
  readonly unit: string;
  /** The document the figure comes from. */
  readonly standard: string;
  /** How to read the figure, and its assumptions. */
  readonly basisNote: string;
  /** First day in force, Asia/Shanghai calendar. */
  readonly effectiveFrom: string;
  /** First day no longer in force; null while it is. */
  readonly effectiveTo: null;
}

const DEMONSTRATION_NOTE =
  '示范规则：实时值预警，不是标准限值 (demonstration: early warning on a real-time value, no standard sets it)';

const earlyWarning = (outlet: Outlet): LimitRule => ({
  id: seedId('limit', `${outlet.id}/w01018/REAL_TIME`),
  outletId: outlet.id,
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

/** 20 real-time COD rules, one for each water outlet. */
export const limitRules: readonly LimitRule[] = sealed(
  outlets.filter((outlet) => outlet.medium === 'WATER').map(earlyWarning),
);
