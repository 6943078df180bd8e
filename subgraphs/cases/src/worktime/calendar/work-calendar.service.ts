import { EcoGridError, term, type Guard } from '@ecogrid/errors';
import type { Outbox } from '@ecogrid/events';
import { hasRole, personOf, type Actor } from '@ecogrid/identity';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import { withOverrides, type WorkCalendar, type WorkCalendars } from '@ecogrid/work-time';
import { sessionsOf } from './session.rule.ts';
import type { WorkCalendarVersion } from './work-calendar.entity.ts';
import type { PublishWorkCalendarInput } from './work-calendar.input.ts';
import type { WorkCalendarRepository } from './work-calendar.repository.ts';

const PUBLISH = term('publishWorkCalendar', '发布工作日历');

interface Parts {
  readonly scope: MutationScope;
  readonly calendars: WorkCalendarRepository;
  readonly workCalendars: WorkCalendars;
  readonly outbox: Outbox;
}

/** Publishing a version of the calendar. The row is its own audit line: who, when, by which notice. */
export class WorkCalendarService {
  constructor(private readonly parts: Parts) {}

  async publish(actor: Actor, input: PublishWorkCalendarInput): Promise<WorkCalendarVersion> {
    if (!hasRole(actor, 'SHIFT_LEADER')) throw new EcoGridError('FORBIDDEN', { action: PUBLISH });
    const { scope, calendars } = this.parts;
    const version = await mutate(scope, actor, 'publishWorkCalendar', input, async () => {
      await this.requireNew(input);
      const calendar = changed(await this.parts.workCalendars.current(false), input);
      await this.write(actor, input, calendar);
      return input.version;
    });
    return (await calendars.find(version)) as WorkCalendarVersion;
  }

  private async write(actor: Actor, input: PublishWorkCalendarInput, calendar: WorkCalendar): Promise<void> {
    const { calendars, outbox, scope } = this.parts;
    const { version, source } = input;
    const publishedAt = scope.clock.now();
    const effectiveFrom = input.effectiveFrom ?? publishedAt;
    const row = {
      ...{ version, source, effectiveFrom, publishedAt, publishedBy: personOf(actor) },
      ...{ workingWeekdays: [...calendar.workingWeekdays], sessions: [...calendar.sessions] },
    };
    await calendars.insert(row, calendar.decisions);
    await outbox.announce({
      ...{ topic: 'WorkCalendarPublished', channel: '', aggregateId: version, occurredAt: publishedAt },
      payload: {
        ...{ version, source, effectiveFrom: effectiveFrom.toISOString() },
        ...{ publishedAt: publishedAt.toISOString(), days: daysOf(calendar) },
        ...{ workingWeekdays: row.workingWeekdays, sessions: row.sessions },
      },
    });
  }

  private async requireNew({ version, effectiveFrom }: PublishWorkCalendarInput): Promise<void> {
    const { calendars, scope } = this.parts;
    if (effectiveFrom && effectiveFrom < scope.clock.now()) throw refused('notInThePast');
    if (await calendars.find(version)) throw refused('versionIsNew', { version });
  }
}

function daysOf({ decisions }: WorkCalendar): object[] {
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

/** @throws EcoGridError INPUT_INVALID when a notice names a day twice: which of both holds is not for us to guess. */
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
