import type { Database } from '@ecogrid/database';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Base, Feature, MutationScope } from '@ecogrid/subgraph';
import { WorkCalendars } from '@ecogrid/work-time';
import {
  WorkCalendarDay,
  WorkCalendarRepository,
  WorkCalendarResolver,
  WorkCalendarService,
  WorkCalendarVersion,
} from './calendar/index.ts';
import { ClockSegment, ClockSegmentRepository } from './clock/index.ts';

export function repositories(database: Database) {
  return { calendars: new WorkCalendarRepository(database), clocks: new ClockSegmentRepository(database) };
}

export function services(
  parts: Base<TopicOf<'cases'>> & ReturnType<typeof repositories> & { readonly scope: MutationScope },
) {
  const workCalendars = new WorkCalendars(parts);
  return { workCalendars, calendaring: new WorkCalendarService({ ...parts, workCalendars }) };
}

export type WorktimeParts = Base<TopicOf<'cases'>> &
  ReturnType<typeof repositories> &
  ReturnType<typeof services>;

export const feature: Feature<WorktimeParts> = {
  entities: [WorkCalendarVersion, WorkCalendarDay, ClockSegment],
  resolvers: [
    [
      WorkCalendarResolver,
      ({ calendaring, calendars, clock }) => new WorkCalendarResolver(calendaring, calendars, clock),
    ],
  ],
};
