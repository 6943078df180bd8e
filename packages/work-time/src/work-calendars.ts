import type { Clock } from '@ecogrid/service';
import { AROUND_THE_CLOCK, type WorkCalendar } from './work-calendar.ts';

/** The versions of the calendar that a subgraph keeps: the published ones, or a projection of them. */
export interface CalendarSource {
  /** The version that is in effect at a moment: the one that took effect last. */
  effective(at: Date): Promise<{ readonly version: string } | null>;
  read(version: string): Promise<WorkCalendar | null>;
}

interface Parts {
  readonly calendars: CalendarSource;
  readonly clock: Clock;
}

/** The calendars as the rules take them. A version never changes, so each is read once. */
export class WorkCalendars {
  private readonly known = new Map<string, WorkCalendar>([[AROUND_THE_CLOCK.version, AROUND_THE_CLOCK]]);

  constructor(private readonly parts: Parts) {}

  /** The calendar by which due times are computed now: office hours, of urgent work every minute. */
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
    const read = await this.parts.calendars.read(version);
    if (!read) throw new Error(`there is no work calendar ${version}`);
    this.known.set(version, read);
    return read;
  }
}
