import { newId } from '@ecogrid/database';
import { EcoGridError, type Guard } from '@ecogrid/errors';
import { personOf, type Actor } from '@ecogrid/identity';
import { perform, type MutationScope } from '@ecogrid/subgraph';
import { shanghaiDay } from '@ecogrid/service';
import type { WorkCalendar, WorkCalendars } from '@ecogrid/work-time';
import {
  caseWorkflow,
  type Case,
  type CaseChange,
  type CaseChanges,
  isIndependent,
  type CasePermission,
  type HistoryService,
} from '../../case/index.ts';
import type { Category } from '../../codes/index.ts';
import type { ClockSegmentRepository } from '../../worktime/index.ts';
import type { Ticket, TicketChanges, TicketRepository, TicketResult } from '../../dispatch/index.ts';
import type { KnownAppointment, ProjectionRepository } from '../../neighbours/index.ts';
import type { CaseCheckRepository } from './case-check.repository.ts';
import type { CaseCheck } from './case-check.entity.ts';
import type { RecordCheckInput, SendCaseToCheckInput } from './check.input.ts';
import { checkingAppointment } from './checker.rule.ts';
import { checkFailed, reworkOf, type Rework } from './rework.rule.ts';
import { ofPresentRound } from './round.rule.ts';
import { unmetCriteria } from './close-criteria.rule.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly changes: CaseChanges;
  readonly tickets: TicketRepository;
  readonly ticketChanges: TicketChanges;
  readonly checks: CaseCheckRepository;
  readonly clocks: ClockSegmentRepository;
  readonly workCalendars: WorkCalendars;
  readonly projections: ProjectionRepository;
  readonly history: HistoryService;
}

interface CheckFacts {
  readonly subject: Case;
  readonly category: Category | null;
  readonly tickets: readonly Ticket[];
  readonly results: readonly TicketResult[];
  /** The number of the checks before this one. */
  readonly checks: number;
  readonly calendarOf: (ticket: Ticket) => WorkCalendar;
}

interface CheckPlan {
  readonly check: CaseCheck;
  readonly change: CaseChange;
  readonly reworks: readonly Rework[];
}

/** The check of the work of organizations, and its effects. docs/domain.md rows 40-41 and 44. */
export class CheckService {
  constructor(private readonly parts: Parts) {}

  sendToCheck(actor: Actor, input: SendCaseToCheckInput): Promise<Case> {
    const { scope, changes, projections } = this.parts;
    const about = changes.about(actor, input);
    return perform(scope, actor, input, {
      ...about,
      operation: 'sendCaseToCheck',
      load: async () => {
        const today = shanghaiDay(scope.clock.now());
        const appointments = await projections.appointmentsOf(input.checkerNumber, today);
        return {
          subject: await about.load(),
          appointments,
          handlers: await this.parts.history.handlers(input.caseId),
        };
      },
      permit: (_actor, { subject }) => caseWorkflow.require(actor, subject, 'sendToCheck'),
      decide: ({ subject, appointments, handlers }, { version, checkerNumber }) => {
        const checkerId = checkerOf(subject, appointments, handlers, checkerNumber);
        return { action: 'sendToCheck', to: 'CHECKING', version, set: { checkerId } } as const;
      },
      write: async (change, { subject, handlers: handlerIds }, permission) =>
        Object.assign(await changes.write(actor, permission, subject, change), { handlerIds }),
    });
  }

  recordCheck(actor: Actor, input: RecordCheckInput): Promise<Case> {
    const { scope, changes } = this.parts;
    return perform(scope, actor, input, {
      ...changes.about(actor, input),
      operation: 'recordCheck',
      load: () => this.load(actor, input),
      permit: (_actor, { subject }) => caseWorkflow.require(actor, subject, 'recordCheck'),
      decide: (facts, _input, now) => checked(personOf(actor), facts, input, now),
      write: (plan, facts, permission) => this.write(actor, plan, facts, permission),
    });
  }

  private async load(actor: Actor, input: RecordCheckInput): Promise<CheckFacts> {
    const { changes, tickets, checks, workCalendars } = this.parts;
    const found = await changes.withCategory(actor, input.caseId);
    const own = await tickets.ofCase(input.caseId);
    const [office, urgent] = [await workCalendars.current(false), await workCalendars.current(true)];
    return {
      ...found,
      tickets: own,
      results: await tickets.resultsOfTickets(own.map(({ id }) => id)),
      checks: await checks.count(input.caseId),
      calendarOf: ({ isUrgent }) => (isUrgent ? urgent : office),
    };
  }

  private async write(
    actor: Actor,
    { check, change, reworks }: CheckPlan,
    { subject, category }: CheckFacts,
    permission: CasePermission,
  ): Promise<Case> {
    const { changes, ticketChanges, checks, clocks } = this.parts;
    await checks.insert(check);
    const recorded = await changes.write(actor, permission, subject, change);
    if (reworks.length === 0) return recorded;
    const ids = reworks.map(({ ticket }) => ticket.id);
    const started = await clocks.start(subject.id, ids, check.at);
    const redone: Ticket[] = [];
    for (const { ticket, change: rework } of reworks) {
      const segments = started.filter(({ ticketId }) => ticketId === ticket.id);
      redone.push(await ticketChanges.follow(actor, ticket, { ...rework, segments }));
    }
    await ticketChanges.notify('TICKET_REWORK', redone, { subject: recorded, category });
    return recorded;
  }
}

function checkerOf(
  subject: Case,
  appointments: readonly KnownAppointment[],
  handlers: readonly string[],
  personNumber: string,
): string {
  const appointment = checkingAppointment(appointments, subject);
  if (!appointment) throw refused('checkerFits', { personNumber });
  if (!isIndependent(handlers, appointment.personId)) throw refused('checkerIsNotHandler');
  return appointment.personId;
}

function checked(checkerId: string | null, facts: CheckFacts, input: RecordCheckInput, at: Date): CheckPlan {
  const { outcome, reason = null, ticketIds, version } = input;
  const { subject, category, tickets, results } = facts;
  const round = facts.checks + 1;
  const check = {
    id: newId(),
    caseId: subject.id,
    round,
    checkerId: checkerId ?? '',
    outcome,
    reason,
    ticketIds,
    at,
  };
  const present = ofPresentRound(subject, tickets);
  const change = { action: 'recordCheck', version, note: reason } as const;
  if (outcome === 'PASSED') {
    const set = { unmetCriteria: unmetCriteria(category?.closeCriteria ?? [], present, results) };
    return { check, change: { ...change, to: 'CHECKED', set }, reworks: [] };
  }
  if (!reason) throw refused('reasonGiven');
  const redone = namedForRework(present, ticketIds);
  const reworks = redone.map((ticket) => reworkOf(ticket, facts.calendarOf(ticket), reason, at));
  const set = { reworkCount: subject.reworkCount + 1, openTickets: redone.length };
  const failures = reworks.map((rework) => checkFailed(subject, rework, at));
  return { check, change: { ...change, to: 'DISPATCHED', set, facts: failures }, reworks };
}

/** The tickets that are sent back: at least one, and all of them done. */
function namedForRework(tickets: readonly Ticket[], ticketIds: readonly string[]): Ticket[] {
  const redone = tickets.filter(({ id, state }) => ticketIds.includes(id) && state === 'DONE');
  if (redone.length === ticketIds.length && redone.length > 0) return redone;
  throw refused('ticketsNamed');
}

function refused(guard: Guard, slots: Readonly<Record<string, unknown>> = {}): EcoGridError {
  return new EcoGridError('GUARD_FAILED', { action: caseWorkflow.actions.recordCheck, guard, ...slots });
}
