import { Field, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { FlagColumn, InstantColumn, JsonListColumn, TextColumn } from '@ecogrid/database';
import { Day } from '@ecogrid/subgraph';
import type { WorkSession } from '@ecogrid/work-time';

export const MOST_SESSIONS = 6;

/** A version of the calendar is whole in itself and never edited: a due time is explained by the one it names. */
@ObjectType('WorkCalendar', {
  description:
    'When work is done (工作日历): working hours, weekdays, and the days that holiday notices (放假调休通知) change. One version of it.',
})
@Entity('work_calendar')
@Index('ix_work_calendar_effective', ['effectiveFrom'])
export class WorkCalendarVersion {
  @Field(() => String, {
    description: 'Names the version, such as chinese-days@1.5.7+2027; due times say which one they go by.',
  })
  @TextColumn(64, { primary: true })
  version!: string;

  @Field(() => Date, { description: 'From when on due times are computed by it, UTC (生效时间).' })
  @InstantColumn({ name: 'effective_from' })
  effectiveFrom!: Date;

  @Field(() => String, { description: 'The source of the version (依据), such as a notice.' })
  @TextColumn(200)
  source!: string;

  @Field(() => [Int], {
    description: 'Weekdays that are worked unless a notice says otherwise, 7 at most; 0 is Sunday.',
  })
  @JsonListColumn(7, { name: 'working_weekdays' })
  workingWeekdays!: number[];

  @JsonListColumn(MOST_SESSIONS)
  sessions!: WorkSession[];

  @Field(() => Date, { description: 'When it was published, UTC (发布时间).' })
  @InstantColumn({ name: 'published_at' })
  publishedAt!: Date;

  /** Null for the one that the library brought. */
  @TextColumn(64, { name: 'published_by', nullable: true })
  publishedBy!: string | null;
}

@ObjectType({ description: 'A day that a holiday notice changes.' })
@Entity('work_calendar_day')
export class WorkCalendarDay {
  @TextColumn(64, { primary: true })
  version!: string;

  @Field(() => Day, { description: 'The day (日期).' })
  @TextColumn(10, { primary: true })
  date!: string;

  @Field(() => Boolean, { description: 'True: worked although a weekend (调休上班); false: off (放假).' })
  @FlagColumn({ name: 'is_workday' })
  isWorkday!: boolean;
}
