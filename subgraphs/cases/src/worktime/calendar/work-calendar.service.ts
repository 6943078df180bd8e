import { EcoGridError, term, type Guard } from '@ecogrid/errors';
import { codeTableChange, type TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import { personOf, type Actor } from '@ecogrid/identity';
import { perform, requireRole, type MutationScope } from '@ecogrid/subgraph';
import { withOverrides, type WorkCalendar, type WorkCalendars } from '@ecogrid/work-time';
import { sessionsOf } from './session.rule.ts';
import type { WorkCalendarVersion } from './work-calendar.entity.ts';
import type { PublishWorkCalendarInput } from './work-calendar.input.ts';
import type { WorkCalendarRepository } from './work-calendar.repository.ts';

const PUBLISH = term('publishWorkCalendar', '发布工作日历', 'publish a work calendar');

interface Parts {
  readonly scope: MutationScope;
  readonly calendars: WorkCalendarRepository;
  readonly workCalendars: WorkCalendars;
  readonly outbox: Outbox<TopicOf<'cases'>>;
}

interface Facts {
  /** The calendar in effect, which the new version changes. */
  readonly current: WorkCalendar;
  readonly isKnown: boolean;
}

interface Plan {
  readonly row: WorkCalendarVersion;
  readonly decisions: WorkCalendar['decisions'];
}

/** Publishing a version of the calendar. The row is its own audit line: person, time and notice. */
export class WorkCalendarService {
  constructor(private readonly parts: Parts) {}

  async publish(actor: Actor, input: PublishWorkCalendarInput): Promise<WorkCalendarVersion> {
    const { scope, calendars, workCalendars } = this.parts;
    const { row } = await perform(scope, actor, input, {
      operation: 'publishWorkCalendar',
      admit: (each) => requireRole(each, PUBLISH, 'SHIFT_LEADER'),
      load: async () => ({
        current: await workCalendars.current(false),
        isKnown: (await calendars.find(input.version)) !== null,
      }),
      decide: (facts, _input, now) => planned(personOf(actor), facts, input, now),
      write: (plan) => this.write(plan, actor),
      again: async (id) => ({ id, row: (await calendars.find(id)) as WorkCalendarVersion }),
    });
    return row;
  }

  private async write(
    { row, decisions }: Plan,
    actor: Actor,
  ): Promise<{ id: string; row: WorkCalendarVersion }> {
    const { calendars, outbox } = this.parts;
    const { version, source, effectiveFrom, publishedAt } = row;
    await calendars.insert(row, decisions);
    const change = { action: PUBLISH.code, subject: version, reason: source };
    await outbox.announce(codeTableChange(actor, change, publishedAt), {
      topic: 'WorkCalendarPublished',
      channel: '',
      aggregateId: version,
      occurredAt: publishedAt,
      payload: {
        version,
        source,
        effectiveFrom: effectiveFrom.toISOString(),
        publishedAt: publishedAt.toISOString(),
        days: daysOf(decisions),
        workingWeekdays: row.workingWeekdays,
        sessions: row.sessions,
      },
    });
    return { id: version, row };
  }
}

/** @throws EcoGridError GUARD_FAILED for a known version or one that begins in the past, INPUT_INVALID. */
function planned(
  publishedBy: string | null,
  { current, isKnown }: Facts,
  input: PublishWorkCalendarInput,
  publishedAt: Date,
): Plan {
  const { version, source, effectiveFrom = publishedAt } = input;
  if (effectiveFrom < publishedAt) throw refused('notInThePast');
  if (isKnown) throw refused('versionIsNew', { version });
  const { workingWeekdays, sessions, decisions } = changed(current, input);
  const hours = { workingWeekdays: [...workingWeekdays], sessions: [...sessions] };
  return { decisions, row: { version, source, effectiveFrom, publishedAt, publishedBy, ...hours } };
}

function daysOf(decisions: WorkCalendar['decisions']): object[] {
  return [...decisions].map(([date, isWorkday]) => ({ date, isWorkday }));
}

/** @throws EcoGridError INPUT_INVALID when a day does not exist or hours overlap. */
function changed(
  calendar: WorkCalendar,
  { version, days, sessions }: PublishWorkCalendarInput,
): WorkCalendar {
  requireEachOnce(days);
  try {
    const noticed = withOverrides(calendar, days, version);
    return sessions ? { ...noticed, sessions: sessionsOf(sessions) } : noticed;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new EcoGridError(
      'INPUT_INVALID',
      { problems: [{ path: 'input', problem: 'calendar', quote: cause.message }] },
      { cause },
    );
  }
}

/** @throws EcoGridError INPUT_INVALID when a notice names a day twice: no rule decides between the two. */
function requireEachOnce(days: PublishWorkCalendarInput['days']): void {
  const seen = new Set<string>();
  for (const [index, { date }] of days.entries()) {
    if (seen.has(date)) {
      const path = `input.days.${index}.date`;
      throw new EcoGridError('INPUT_INVALID', { problems: [{ path, problem: 'dayTwice', day: date }] });
    }
    seen.add(date);
  }
}

function refused(guard: Guard, slots: Readonly<Record<string, unknown>> = {}): EcoGridError {
  return new EcoGridError('GUARD_FAILED', { action: PUBLISH, guard, ...slots });
}
