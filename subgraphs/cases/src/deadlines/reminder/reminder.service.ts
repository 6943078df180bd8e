import { newId } from '@ecogrid/database';
import { EcoGridError, term } from '@ecogrid/errors';
import type { Outbox } from '@ecogrid/events';
import { hasRole, personOf, type Actor } from '@ecogrid/identity';
import { shanghaiDay } from '@ecogrid/service';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import { type WorkCalendars, addWorkMinutes, nextWorkingMoment } from '@ecogrid/work-time';
import type { TicketRepository } from '../../dispatch/index.ts';
import type { HistoryService } from '../../case/index.ts';
import type { DeadlinePolicyRepository } from '../notice/index.ts';
import type { ProjectionRepository } from '../../neighbours/index.ts';
import { termsOf } from '../../kernel/index.ts';
import type { PhoneReminder } from './phone-reminder.entity.ts';
import type { LogPhoneReminderInput } from './reminder.input.ts';
import { canReadReminder } from './reminder.policy.ts';
import type { ReminderRepository } from './reminder.repository.ts';
import { ReminderState } from './reminder.vocabulary.ts';

const LOG = term('logPhoneReminder', '登记电话提醒');

interface Parts {
  readonly scope: MutationScope;
  readonly reminders: ReminderRepository;
  readonly policies: DeadlinePolicyRepository;
  readonly workCalendars: WorkCalendars;
  readonly projections: ProjectionRepository;
  readonly tickets: TicketRepository;
  readonly history: HistoryService;
  readonly outbox: Outbox;
}

/** The outcome of a call: each call is logged, and another is due until the organization is reached. docs/domain.md row 39. */
export class ReminderService {
  constructor(private readonly parts: Parts) {}

  async log(actor: Actor, input: LogPhoneReminderInput): Promise<PhoneReminder> {
    const id = await mutate(this.parts.scope, actor, 'logPhoneReminder', input, async () => {
      const reminder = await this.visible(actor, input.reminderId);
      requireDesk(actor);
      requireOpen(reminder);
      await this.change(reminder, input);
      await this.keep(actor, reminder, input);
      return reminder.id;
    });
    return this.visible(actor, id);
  }

  private async visible(actor: Actor, id: string): Promise<PhoneReminder> {
    const reminder = await this.parts.reminders.find(id);
    if (reminder && canReadReminder(actor, reminder)) return reminder;
    throw new EcoGridError('NOT_FOUND', { thing: 'phoneReminder', id });
  }

  private async change(reminder: PhoneReminder, { version, outcome }: LogPhoneReminderInput): Promise<void> {
    const after =
      outcome === 'REACHED' ? this.reached() : { nextAttemptAt: await this.next(reminder, outcome) };
    const set = { ...after, attempts: reminder.attempts + 1, lastOutcome: outcome };
    if (await this.parts.reminders.update(reminder.id, version, set)) return;
    const { version: actual } = reminder;
    throw new EcoGridError('VERSION_STALE', { thing: 'phoneReminder', expected: version, actual });
  }

  private reached(): Partial<PhoneReminder> {
    return { state: 'CLOSED', closing: 'REACHED', openTicketId: null, closedAt: this.now() };
  }

  private async next(
    { categoryCode, isUrgent }: PhoneReminder,
    outcome: 'NO_ANSWER' | 'WRONG_NUMBER',
  ): Promise<Date> {
    const now = this.now();
    const policy = (await this.parts.policies.on(shanghaiDay(now)))(categoryCode);
    const calendar = await this.parts.workCalendars.current(isUrgent);
    const minutes = outcome === 'NO_ANSWER' ? policy.noAnswerMinutes : policy.wrongNumberMinutes;
    return nextWorkingMoment(calendar, addWorkMinutes(calendar, now, minutes));
  }

  private async keep(actor: Actor, reminder: PhoneReminder, input: LogPhoneReminderInput): Promise<void> {
    const { reminders, projections, tickets, history, outbox } = this.parts;
    const { id: reminderId, ticketId, caseId, gridCode, organizationCode } = reminder;
    const { outcome, callee, note = null } = input;
    const [organization] = await projections.organizations([organizationCode]);
    const called = { callee, phone: organization?.phone ?? null, outcome, note };
    const [id, at] = [newId(), this.now()];
    await reminders.log({ id, reminderId, ticketId, ...called, loggedBy: personOf(actor), at });
    const state = (await tickets.find(ticketId))?.state ?? '';
    const line = { caseId, thing: 'TICKET', thingId: ticketId, action: 'remindByPhone' } as const;
    const role = hasRole(actor, 'OPERATOR') ? 'OPERATOR' : 'SHIFT_LEADER';
    await history.append(actor, { ...line, from: state, to: state, actorRole: role, note: outcome });
    const payload = { reminderId, logId: id, ticketId, caseId, organizationCode, gridCode, outcome };
    const event = { topic: 'ReminderLogged', channel: organizationCode, aggregateId: ticketId };
    await outbox.announce({ ...event, payload, occurredAt: at });
  }

  private now(): Date {
    return this.parts.scope.clock.now();
  }
}

function requireDesk(actor: Actor): void {
  if (!hasRole(actor, 'OPERATOR', 'SHIFT_LEADER')) throw new EcoGridError('FORBIDDEN', { action: LOG });
}

function requireOpen({ state }: PhoneReminder): void {
  if (state === 'OPEN') return;
  throw new EcoGridError('STATE_NOT_ALLOWED', {
    ...{ thing: 'phoneReminder', state: termsOf(ReminderState)[state], action: LOG, available: [] },
  });
}
