import { Entity, Index, type QueryRunner } from 'typeorm';
import { InstantColumn, JsonColumn, TextColumn, columns } from '@ecogrid/database';
import type { DayOverride, WorkSession } from './work-calendar.ts';

/** A version of the work calendar that cases has published, as another subgraph keeps it. It never changes. */
@Entity('known_work_calendar')
@Index('ix_known_work_calendar_effective', ['effectiveFrom'])
export class KnownWorkCalendar {
  @TextColumn(64, { primary: true })
  version!: string;

  @InstantColumn({ name: 'effective_from' })
  effectiveFrom!: Date;

  @InstantColumn({ name: 'published_at' })
  publishedAt!: Date;

  @JsonColumn({ name: 'working_weekdays' })
  workingWeekdays!: number[];

  @JsonColumn()
  sessions!: WorkSession[];

  /** The days that notices change. */
  @JsonColumn()
  days!: DayOverride[];
}

export async function createKnownWorkCalendarTable(runner: QueryRunner): Promise<void> {
  const { createTable, instant, json, text } = columns;
  await createTable(
    runner,
    'known_work_calendar',
    [
      text('version', 64, { isPrimary: true }),
      instant('effective_from'),
      instant('published_at'),
      json('working_weekdays'),
      json('sessions'),
      json('days'),
    ],
    { ix_known_work_calendar_effective: ['effective_from'] },
  );
}
