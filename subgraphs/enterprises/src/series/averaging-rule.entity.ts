import { Entity } from 'typeorm';
import { IntegerColumn, TextColumn } from '@ecogrid/database';

/** The number of valid parts of an interval from which on its mean is valid. Data with effective days and a source. */
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

  /** The parts that have to be valid. */
  @IntegerColumn()
  needed!: number;

  /** The document, and how sure the figures are: [V] read in it, [M] from memory, [A] assumed. */
  @TextColumn(120)
  source!: string;
}
