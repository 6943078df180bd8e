import { Entity } from 'typeorm';
import { IntegerColumn, TextColumn } from '@ecogrid/database';

/** How the real-time values of a factor look when its instrument works. Data with effective days and a source. */
@Entity('instrument_rule')
export class InstrumentRule {
  @TextColumn(16, { name: 'pollutant_code', primary: true })
  pollutantCode!: string;

  /** First day in force, Asia/Shanghai. */
  @TextColumn(10, { name: 'effective_from', primary: true })
  effectiveFrom!: string;

  /** First day no longer in force; null while it is open. */
  @TextColumn(10, { name: 'effective_to', nullable: true })
  effectiveTo!: string | null;

  /** Of the three figures below: values in another unit are not judged. */
  @TextColumn(16)
  unit!: string;

  @TextColumn(42)
  lowest!: string;

  @TextColumn(42)
  highest!: string;

  /** The most by which a value differs from the one before. */
  @TextColumn(42, { name: 'largest_step' })
  largestStep!: string;

  /** So many equal values in a row are a frozen instrument. */
  @IntegerColumn({ name: 'frozen_after' })
  frozenAfter!: number;

  /** The document, and how sure the figures are: [V] read in it, [M] from memory, [A] assumed. */
  @TextColumn(120)
  source!: string;
}
