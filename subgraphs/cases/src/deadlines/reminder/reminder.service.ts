import { newId } from '@ecogrid/database';
import { EcoGridError, term } from '@ecogrid/errors';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import { personOf, type Actor } from '@ecogrid/identity';
import { shanghaiDay } from '@ecogrid/service';
import { perform, requireRole, type MutationScope } from '@ecogrid/subgraph';
import { addWorkMinutes, nextWorkingMoment, type WorkCalendar, type WorkCalendars } from '@ecogrid/work-time';
import type { Ticket, TicketRepository } from '../../dispatch/index.ts';
import type { HistoryService } from '../../case/index.ts';
import type { DeadlinePolicyRepository, PolicyLookup } from '../notice/index.ts';
import type { KnownOrganization, ProjectionRepository } from '../../neighbours/index.ts';
import { termsOf } from '@ecogrid/subgraph';
import { DESK } from '../../kernel/index.ts';
import type { PhoneReminder } from './phone-reminder.entity.ts';
import type { ReminderLog } from './reminder-log.entity.ts';
import type { LogPhoneReminderInput } from './reminder.input.ts';
import { canReadReminder } from './reminder.policy.ts';
import type { ReminderRepository } from './reminder.repository.ts';
import { ReminderState } from './reminder.vocabulary.ts';

const LOG = term('logPhoneReminder', '登记电话提醒', 'log a phone reminder');

interface Parts {
  readonly scope: MutationScope;
  readonly reminders: ReminderRepository;
  readonly policies: DeadlinePolicyRepository;
  readonly workCalendars: WorkCalendars;
  readonly projections: ProjectionRepository;
  readonly tickets: TicketRepository;
  readonly history: HistoryService;
  readonly outbox: Outbox<TopicOf<'cases'>>;
}

interface Facts {
  readonly reminder: PhoneReminder;
  readonly ticket: Ticket | null;
  readonly organization: KnownOrganization | undefined;
  readonly policyOf: PolicyLookup;
  readonly calendar: WorkCalendar;
}

interface Plan {
  readonly expected: number;
  readonly set: Partial<PhoneReminder>;
  readonly line: ReminderLog;
  readonly ticketState: string;
}

/** The outcome of a call: each call is logged, and another is due until the organization is reached. docs/domain.md row 39. */
export class ReminderService {
  constructor(private readonly parts: Parts) {}

  log(actor: Actor, input: LogPhoneReminderInput): Promise<PhoneReminder> {
    const { scope } = this.parts;
    return perform(scope, actor, input, {
      operation: 'logPhoneReminder',
      answersWith: input.reminderId,
      load: () => this.load(actor, input.reminderId),
      permit: (_actor, { reminder }) => permitted(actor, reminder),
      decide: (facts, _input, now) => planned(personOf(actor), facts, input, now),
      write: (plan, { reminder }, role) => this.write(actor, role, plan, reminder),
      again: (id) => this.visible(actor, id),
    });
  }

  private async visible(actor: Actor, id: string): Promise<PhoneReminder> {
    const reminder = await this.parts.reminders.find(id);
    if (reminder && canReadReminder(actor, reminder)) return reminder;
    throw new EcoGridError('NOT_FOUND', { thing: 'phoneReminder', id });
  }

  private async load(actor: Actor, id: string): Promise<Facts> {
    const { scope, policies, workCalendars, projections, tickets } = this.parts;
    const reminder = await this.visible(actor, id);
    const [organization] = await projections.organizations([reminder.organizationCode]);
    return {
      reminder,
      organization,
      ticket: await tickets.find(reminder.ticketId),
      policyOf: await policies.on(shanghaiDay(scope.clock.now())),
      calendar: await workCalendars.current(reminder.isUrgent),
    };
  }

  private async write(
    actor: Actor,
    actorRole: string,
    { expected, set, line, ticketState: state }: Plan,
    reminder: PhoneReminder,
  ): Promise<PhoneReminder> {
    const { reminders, history, outbox } = this.parts;
    const { id: reminderId, ticketId, caseId, gridCode, organizationCode } = reminder;
    if (!(await reminders.update(reminderId, expected, set))) {
      throw new EcoGridError('VERSION_STALE', { thing: 'phoneReminder', expected, actual: reminder.version });
    }
    await reminders.log(line);
    const about = { caseId, thing: 'TICKET', thingId: ticketId, action: 'remindByPhone' } as const;
    await history.append(actor, { ...about, from: state, to: state, actorRole, note: line.outcome });
    const { id: logId, outcome, at: occurredAt } = line;
    const payload = { reminderId, logId, ticketId, caseId, organizationCode, gridCode, outcome };
    const event = { topic: 'ReminderLogged', channel: organizationCode, aggregateId: ticketId } as const;
    await outbox.announce({ ...event, payload, occurredAt });
    return { ...reminder, ...set, version: expected + 1 };
  }
}

function planned(
  loggedBy: string | null,
  { reminder, ticket, organization, policyOf, calendar }: Facts,
  input: LogPhoneReminderInput,
  at: Date,
): Plan {
  const { version: expected, outcome, callee, note = null } = input;
  const { id: reminderId, ticketId, categoryCode, attempts } = reminder;
  const policy = policyOf(categoryCode);
  const minutes = outcome === 'NO_ANSWER' ? policy.noAnswerMinutes : policy.wrongNumberMinutes;
  const after =
    outcome === 'REACHED'
      ? ({ state: 'CLOSED', closing: 'REACHED', openTicketId: null, closedAt: at } as const)
      : { nextAttemptAt: nextWorkingMoment(calendar, addWorkMinutes(calendar, at, minutes)) };
  const phone = organization?.phone ?? null;
  return {
    expected,
    set: { ...after, attempts: attempts + 1, lastOutcome: outcome },
    line: { id: newId(), reminderId, ticketId, callee, phone, outcome, note, loggedBy, at },
    ticketState: ticket?.state ?? '',
  };
}

/** @returns the role by which the actor logs a call. @throws EcoGridError FORBIDDEN or STATE_NOT_ALLOWED. */
function permitted(actor: Actor, { state }: PhoneReminder): (typeof DESK)[number] {
  const role = requireRole(actor, LOG, ...DESK);
  if (state === 'OPEN') return role;
  const named = termsOf(ReminderState)[state];
  const thing = 'phoneReminder';
  throw new EcoGridError('STATE_NOT_ALLOWED', { thing, state: named, action: LOG, available: [] });
}
