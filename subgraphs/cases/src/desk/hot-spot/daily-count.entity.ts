import { Entity } from 'typeorm';
import { IntegerColumn, TextColumn } from '@ecogrid/database';

/** How many standing cases were opened on a day in a grid about a category: kept with the cases, so that nobody counts them. */
@Entity('case_daily_count')
export class CaseDailyCount {
  /** `YYYY-MM-DD`, Asia/Shanghai. */
  @TextColumn(10, { primary: true })
  day!: string;

  @TextColumn(15, { name: 'grid_code', primary: true })
  gridCode!: string;

  /** Empty where nobody has said yet what the cases are about. */
  @TextColumn(32, { name: 'category_code', primary: true })
  categoryCode!: string;

  @IntegerColumn()
  opened!: number;
}
