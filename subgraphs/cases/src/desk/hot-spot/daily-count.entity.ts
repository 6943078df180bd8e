import { Entity } from 'typeorm';
import { IntegerColumn, TextColumn } from '@ecogrid/database';

/** The number of standing cases that were opened on a day in a grid about a category, maintained with the cases. */
@Entity('case_daily_count')
export class CaseDailyCount {
  /** `YYYY-MM-DD`, Asia/Shanghai. */
  @TextColumn(10, { primary: true })
  day!: string;

  @TextColumn(15, { name: 'grid_code', primary: true })
  gridCode!: string;

  /** Empty without a category. */
  @TextColumn(32, { name: 'category_code', primary: true })
  categoryCode!: string;

  @IntegerColumn()
  opened!: number;
}
