import { Entity } from 'typeorm';
import { IntegerColumn, TextColumn } from '@ecogrid/database';

/** How many parts of an interval have to be valid so that its mean is: data with effective days, and where it comes from. */
@Entity('averaging_rule')
export class AveragingRule {
  /** The interval whose mean is computed. */
  @TextColumn(8, { name: 'interval_kind', primary: true })
  interval!: 'HOUR' | 'DAY';

  /** First day in force, Asia/Shanghai. */
  @TextColumn(10, { name: 'effective_from', primary: true })
  effectiveFrom!: string;

  /** Minutes of an hour, hours of a day. */
  @IntegerColumn()
  parts!: number;

  /** As many of the parts have to be valid. */
  @IntegerColumn()
  needed!: number;

  @TextColumn(120)
  source!: string;
}
