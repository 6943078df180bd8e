import { newId } from '@ecogrid/database';
import { EcoGridError, type Guard } from '@ecogrid/errors';
import { personOf, type Actor } from '@ecogrid/identity';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import { shanghaiDay } from '@ecogrid/service';
import type { WorkCalendars } from '@ecogrid/work-time';
import {
  caseWorkflow,
  type Case,
  type CaseChanges,
  type CaseInput,
  isIndependent,
  type HistoryService,
} from '../../case/index.ts';
import type { ClockSegmentRepository } from '../../worktime/index.ts';
import type { CategoryRepository } from '../../codes/index.ts';
import {
  stepDueAt,
  type Ticket,
  type TicketChanges,
  type TicketRepository,
  type TicketResult,
} from '../../dispatch/index.ts';
import { type ProjectionRepository } from '../../neighbours/index.ts';
import type { CaseCheckRepository } from './case-check.repository.ts';
import type { RecordCheckInput, SendCaseToCheckInput } from './check.input.ts';
import { checkingAppointment } from './checker.rule.ts';
import { ofPresentRound } from './round.rule.ts';
import { unmetCriteria } from './close-criteria.rule.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly changes: CaseChanges;
  readonly tickets: TicketRepository;
  readonly ticketChanges: TicketChanges;
  readonly checks: CaseCheckRepository;
  readonly categories: CategoryRepository;
  readonly clocks: ClockSegmentRepository;
  readonly workCalendars: WorkCalendars;
  readonly projections: ProjectionRepository;
  readonly history: HistoryService;
}

/** Whether what was done is so: the check, and what follows from it. docs/domain.md rows 40-41 and 44. */
export class CheckService {
  constructor(private readonly parts: Parts) {}

  sendToCheck(actor: Actor, input: SendCaseToCheckInput): Promise<Case> {
    return this.run(actor, 'sendCaseToCheck', input, async (subject) => {
      caseWorkflow.require(actor, subject, 'sendToCheck');
      const checkerId = await this.checker(subject, input.checkerNumber);
      const { version } = input;
      await this.parts.changes.perform(actor, subject, {
        action: 'sendToCheck',
        to: 'CHECKING',
        version,
        set: { checkerId },
      });
    });
  }

  recordCheck(actor: Actor, input: RecordCheckInput): Promise<Case> {
    return this.run(actor, 'recordCheck', input, async (subject) => {
      caseWorkflow.require(actor, subject, 'recordCheck');
      const tickets = await this.parts.tickets.ofCase(subject.id);
      const results = await this.parts.tickets.resultsOfTickets(tickets.map(({ id }) => id));
      await this.keep(actor, subject, input);
      const present = ofPresentRound(subject, tickets);
      if (input.outcome === 'PASSED') await this.pass(actor, subject, input, present, results);
      else await this.fail(actor, subject, input, present);
    });
  }

  private async pass(
    actor: Actor,
    subject: Case,
    { version, reason }: RecordCheckInput,
    tickets: readonly Ticket[],
    results: readonly TicketResult[],
  ): Promise<void> {
    const category = subject.categoryCode ? await this.parts.categories.find(subject.categoryCode) : null;
    const unmet = unmetCriteria(category?.closeCriteria ?? [], tickets, results);
    const set = { unmetCriteria: unmet };
    await this.parts.changes.perform(actor, subject, {
      action: 'recordCheck',
      to: 'CHECKED',
      version,
      set,
      note: reason,
    });
  }

  private async fail(
    actor: Actor,
    subject: Case,
    input: RecordCheckInput,
    tickets: readonly Ticket[],
  ): Promise<void> {
    const reason = requireReason(input);
    const redone = tickets.filter(({ id, state }) => input.ticketIds.includes(id) && state === 'DONE');
    if (redone.length !== input.ticketIds.length || redone.length === 0) {
      throw refused('ticketsNamed');
    }
    const set = { reworkCount: subject.reworkCount + 1, openTickets: redone.length };
    const change = {
      action: 'recordCheck',
      to: 'DISPATCHED',
      version: input.version,
      set,
      note: reason,
    } as const;
    const failed = await this.parts.changes.perform(actor, subject, change);
    for (const ticket of redone) await this.rework(actor, failed, ticket, reason);
  }

  /** A new step clock from now on; the business clock runs on. */
  private async rework(actor: Actor, subject: Case, ticket: Ticket, reason: string): Promise<void> {
    const at = this.parts.scope.clock.now();
    const count = ticket.reworkCount + 1;
    const calendar = await this.parts.workCalendars.current(ticket.isUrgent);
    const step = { stepStartedAt: at, ...stepDueAt(calendar, ticket, at), extendedMinutes: 0 };
    const set = { ...step, reworkCount: count, doneAt: null, reason };
    const { version, id: ticketId, organizationCode } = ticket;
    await this.parts.clocks.start(subject.id, [ticketId], at);
    await this.parts.ticketChanges.follow(actor, ticket, { action: 'rework', version, set, note: reason });
    const said = {
      caseId: subject.id,
      number: subject.number,
      ticketId,
      organizationCode,
      reason,
      at: at.toISOString(),
      count,
    };
    await this.parts.changes.announce('CheckFailed', subject, {
      ...said,
      gridCode: subject.gridCode,
      categoryCode: subject.categoryCode,
    });
  }

  private async keep(
    actor: Actor,
    { id: caseId }: Case,
    { outcome, reason, ticketIds }: RecordCheckInput,
  ): Promise<void> {
    const { checks, scope } = this.parts;
    const round = (await checks.count(caseId)) + 1;
    const checkerId = personOf(actor) ?? '';
    const at = scope.clock.now();
    await checks.insert({
      id: newId(),
      caseId,
      round,
      checkerId,
      outcome,
      reason: reason ?? null,
      ticketIds,
      at,
    });
  }

  private async checker(subject: Case, number: string): Promise<string> {
    const { projections, scope } = this.parts;
    const appointments = await projections.appointmentsOf(number, shanghaiDay(scope.clock.now()));
    const appointment = checkingAppointment(appointments, subject);
    if (!appointment) throw refused('checkerFits', { personNumber: number });
    await this.requireIndependent(subject, appointment.personId);
    return appointment.personId;
  }

  /** A checker is independent: the person neither handled a ticket of the case nor dispatched it. */
  private async requireIndependent({ id }: Case, personId: string | null): Promise<void> {
    if (!isIndependent(await this.parts.history.handlers(id), personId)) throw refused('checkerIsNotHandler');
  }

  private async run(
    actor: Actor,
    operation: string,
    input: CaseInput,
    work: (subject: Case) => Promise<void>,
  ): Promise<Case> {
    const { scope, changes } = this.parts;
    const id = await mutate(scope, actor, operation, input, async () => {
      const subject = await changes.visible(actor, input.caseId);
      await work(subject);
      return subject.id;
    });
    return changes.visible(actor, id);
  }
}

function requireReason({ reason }: RecordCheckInput): string {
  if (!reason) throw refused('reasonGiven');
  return reason;
}

function refused(guard: Guard, slots: Readonly<Record<string, unknown>> = {}): EcoGridError {
  return new EcoGridError('GUARD_FAILED', { action: caseWorkflow.actions.recordCheck, guard, ...slots });
}
