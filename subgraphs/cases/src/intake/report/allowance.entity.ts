import { Entity } from 'typeorm';
import { IntegerColumn, TextColumn } from '@ecogrid/database';

/** How many anonymous reports were taken in an hour: from one address, or from all. */
@Entity('report_allowance')
export class ReportAllowance {
  /** Whole hours since 1970, UTC. */
  @IntegerColumn({ name: 'clock_hour', primary: true })
  clockHour!: number;

  /** A digest of the hour and the address: it does not reveal the address, and differs in the next hour. */
  @TextColumn(64, { name: 'client', primary: true })
  client!: string;

  @IntegerColumn()
  taken!: number;
}
