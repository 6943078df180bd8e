import type { Clock } from '@ecogrid/service';
import { AROUND_THE_CLOCK, SHANGHAI_OFFSET_MINUTES, type WorkCalendar } from '../arithmetic/index.ts';
import type { WorkCalendarRepository } from './work-calendar.repository.ts';

interface Parts {
  readonly calendars: WorkCalendarRepository;
  readonly clock: Clock;
}

/** The calendars as the rules take them. A version never changes, so each is read once. */
export class WorkCalendars {
  private readonly known = new Map<string, WorkCalendar>([[AROUND_THE_CLOCK.version, AROUND_THE_CLOCK]]);

  constructor(private readonly parts: Parts) {}

  /** By which due times are computed now: office hours, of what is urgent every minute. */
  async current(isUrgent: boolean): Promise<WorkCalendar> {
    if (isUrgent) return AROUND_THE_CLOCK;
    const effective = await this.parts.calendars.effective(this.parts.clock.now());
    if (!effective) throw new Error('no work calendar is in effect');
    return this.ofVersion(effective.version);
  }

  /** The one that a due time names; of a due time from before they were named, the one in effect now. */
  async named(version: string | null, isUrgent: boolean): Promise<WorkCalendar> {
    return version === null ? this.current(isUrgent) : this.ofVersion(version);
  }

  async ofVersion(version: string): Promise<WorkCalendar> {
    const known = this.known.get(version);
    if (known) return known;
    const read = await this.read(version);
    this.known.set(version, read);
    return read;
  }

  private async read(version: string): Promise<WorkCalendar> {
    const { calendars } = this.parts;
    const found = await calendars.find(version);
    if (!found) throw new Error(`there is no work calendar ${version}`);
    const { workingWeekdays, sessions } = found;
    const days = await calendars.days(version);
    const decisions = new Map(days.map(({ date, isWorkday }) => [date, isWorkday]));
    return { version, utcOffsetMinutes: SHANGHAI_OFFSET_MINUTES, workingWeekdays, sessions, decisions };
  }
}
