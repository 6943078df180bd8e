import { newId } from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import type { Actor } from '@ecogrid/identity';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import {
  caseWorkflow,
  type Case,
  type CaseChange,
  type CaseChanges,
  type CaseInput,
  type CaseRepository,
} from '../case/index.ts';
import type { Category, CategoryRepository } from '../codes/index.ts';
import type { WorkCalendars, ClockSegmentRepository, WorkCalendar } from '../worktime/index.ts';
import type { TicketRole } from '../intake/index.ts';
import { RECEIVERS, type ProjectionRepository } from '../neighbours/index.ts';
import { stepDueAt } from './step-clock.rule.ts';
import type { TicketChanges } from './ticket.changes.ts';
import { listedByTicket, type Ticket } from './ticket.entity.ts';
import type { DispatchCaseInput, RedispatchCaseInput } from './ticket.input.ts';
import type { TicketRepository } from './ticket.repository.ts';

const ACTIONS = caseWorkflow.actions;

interface Parts {
  readonly scope: MutationScope;
  readonly cases: CaseRepository;
  readonly caseChanges: CaseChanges;
  readonly tickets: TicketRepository;
  readonly ticketChanges: TicketChanges;
  readonly categories: CategoryRepository;
  readonly clocks: ClockSegmentRepository;
  readonly workCalendars: WorkCalendars;
  readonly projections: ProjectionRepository;
}

type Assignment = readonly [organizationCode: string, role: keyof typeof TicketRole];

/** Dispatching: case, tickets, clocks, history and events in one transaction. docs/domain.md rows 25 and 36-38. */
export class DispatchService {
  constructor(private readonly parts: Parts) {}

  dispatch(actor: Actor, input: DispatchCaseInput): Promise<Case> {
    return this.run(actor, 'dispatchCase', input, (subject) =>
      this.write(actor, subject, input, { action: 'dispatch', set: { isWithoutLead: false } }),
    );
  }

  /** Sends a case whose lead ticket was returned or recalled to another lead. */
  redispatch(actor: Actor, input: RedispatchCaseInput): Promise<Case> {
    return this.run(actor, 'redispatchCase', input, async (subject) => {
      caseWorkflow.require(actor, subject, 'redispatch');
      const issued = await this.parts.tickets.ofCase(subject.id);
      const lead = issued.findLast(({ role }) => role === 'LEAD');
      const isReturned = lead?.state === 'RETURNED';
      if (isReturned) requireAnother(lead, input);
      const misdispatchCount = subject.misdispatchCount + (isReturned ? 1 : 0);
      const set = { isWithoutLead: false, misdispatchCount };
      await this.write(actor, subject, input, { action: 'redispatch', set });
      if (isReturned) await this.parts.cases.countTickets(subject.id, -1);
    });
  }

  private async write(
    actor: Actor,
    subject: Case,
    input: DispatchCaseInput,
    { action, set }: Pick<CaseChange, 'action' | 'set'>,
  ): Promise<void> {
    const { cases, caseChanges, ticketChanges, clocks } = this.parts;
    const { role } = caseWorkflow.require(actor, subject, action);
    const assignments = await this.assignments(input);
    const codes = assignments.map(([code]) => code);
    const tickets = await this.tickets(subject, assignments, input.instruction);
    await caseChanges.perform(actor, subject, {
      action,
      to: 'DISPATCHED',
      version: input.version,
      note: input.instruction,
      set: {
        ...set,
        leadOrganizationCode: input.leadOrganizationCode,
        organizationCodes: [...new Set([...subject.organizationCodes, ...codes])],
      },
    });
    // Counted in place: an assisting ticket may be answered at the same time.
    await cases.countTickets(subject.id, tickets.length);
    await cases.addParties(subject.id, codes);
    // The clocks first: what follows from an issued ticket reads them.
    await clocks.start(
      subject.id,
      tickets.map(({ id }) => id),
      this.now(),
    );
    await ticketChanges.issue(actor, role, tickets);
  }

  private async assignments(input: DispatchCaseInput): Promise<Assignment[]> {
    const { leadOrganizationCode, assistingOrganizationCodes } = input;
    if (assistingOrganizationCodes.includes(leadOrganizationCode)) {
      throw new EcoGridError('INPUT_INVALID', {
        problems: [{ path: 'input.assistingOrganizationCodes', problem: 'leadAssists' }],
      });
    }
    const assisting = assistingOrganizationCodes.map((code): Assignment => [code, 'ASSISTING']);
    const all: Assignment[] = [[leadOrganizationCode, 'LEAD'], ...assisting];
    const known = await this.parts.projections.organizations(all.map(([code]) => code));
    const unknown = all.find(([code]) => !known.some((each) => each.code === code));
    if (unknown) throw new EcoGridError('NOT_FOUND', { thing: 'organization', id: unknown[0] });
    const unfit = known.find(({ kind }) => !RECEIVERS.includes(kind));
    if (unfit) {
      throw new EcoGridError('GUARD_FAILED', {
        ...{ action: ACTIONS.dispatch, guard: 'routeKnown', organizationCode: unfit.code },
      });
    }
    return all;
  }

  private async tickets(
    subject: Case,
    assignments: readonly Assignment[],
    instruction?: string,
  ): Promise<Ticket[]> {
    const category = subject.categoryCode ? await this.parts.categories.find(subject.categoryCode) : null;
    const { gridCode } = subject;
    const before = (await this.parts.tickets.ofCase(subject.id)).length;
    if (!category || !gridCode)
      throw new EcoGridError('GUARD_FAILED', {
        ...{ action: ACTIONS.dispatch, guard: 'filed' },
      });
    const calendar = await this.parts.workCalendars.current(subject.isUrgent);
    return assignments.map(([organizationCode, role], index) => {
      const ticket = { ...issued(subject, category, calendar, this.now()), organizationCode, role, gridCode };
      const number = `${subject.number}-${before + index + 1}`;
      return { ...ticket, ...listedByTicket(ticket), number, instruction: instruction ?? null };
    });
  }

  private async run(
    actor: Actor,
    operation: string,
    input: CaseInput,
    work: (subject: Case) => Promise<void>,
  ): Promise<Case> {
    const { scope, caseChanges } = this.parts;
    const id = await mutate(scope, actor, operation, input, async () => {
      const subject = await caseChanges.visible(actor, input.caseId);
      await work(subject);
      return subject.id;
    });
    return caseChanges.visible(actor, id);
  }

  private now(): Date {
    return this.parts.scope.clock.now();
  }
}

function issued(
  { id: caseId, isUrgent }: Case,
  { code: categoryCode, handlingMinutes, maxExtensions, resultKinds, needsPhotoAfter }: Category,
  calendar: WorkCalendar,
  issuedAt: Date,
): Omit<
  Ticket,
  'number' | 'organizationCode' | 'role' | 'gridCode' | 'instruction' | 'streetCode' | 'dueOrder'
> {
  return {
    id: newId(),
    caseId,
    state: 'ISSUED',
    version: 1,
    categoryCode,
    isUrgent,
    resultKinds: [...resultKinds],
    needsPhotoAfter,
    handlingMinutes,
    extendedMinutes: 0,
    extensionCount: 0,
    maxExtensions,
    pendingRequest: null,
    requestAskedBy: null,
    stepStartedAt: issuedAt,
    suspendedAt: null,
    issuedAt,
    ...stepDueAt(calendar, { handlingMinutes }, issuedAt),
    acknowledgedAt: null,
    doneAt: null,
    reworkCount: 0,
    reason: null,
  };
}

function requireAnother(lead: Ticket, { leadOrganizationCode }: RedispatchCaseInput): void {
  if (leadOrganizationCode !== lead.organizationCode) return;
  throw new EcoGridError('GUARD_FAILED', {
    ...{ action: ACTIONS.redispatch, guard: 'anotherOrganization', organizationCode: leadOrganizationCode },
  });
}
