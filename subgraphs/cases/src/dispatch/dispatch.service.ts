import { newId } from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import type { Actor } from '@ecogrid/identity';
import { perform, type MutationScope } from '@ecogrid/subgraph';
import type { WorkCalendars, WorkCalendar } from '@ecogrid/work-time';
import {
  caseWorkflow,
  type Case,
  type CaseChange,
  type CaseChanges,
  type CasePermission,
  type CaseRepository,
} from '../case/index.ts';
import type { Category } from '../codes/index.ts';
import type { ClockSegmentRepository } from '../worktime/index.ts';
import type { TicketRole } from '../intake/index.ts';
import { RECEIVERS, type KnownOrganization, type ProjectionRepository } from '../neighbours/index.ts';
import { stepDueAt } from './step-clock.rule.ts';
import type { TicketChanges } from './ticket.changes.ts';
import { listedByTicket, type Ticket } from './ticket.entity.ts';
import type { DispatchCaseInput, RedispatchCaseInput } from './ticket.input.ts';
import type { TicketRepository } from './ticket.repository.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly cases: CaseRepository;
  readonly caseChanges: CaseChanges;
  readonly tickets: TicketRepository;
  readonly ticketChanges: TicketChanges;
  readonly clocks: ClockSegmentRepository;
  readonly workCalendars: WorkCalendars;
  readonly projections: ProjectionRepository;
}

const ACTIONS = caseWorkflow.actions;

type Assignment = readonly [organizationCode: string, role: keyof typeof TicketRole];
type DispatchAction = 'dispatch' | 'redispatch';

/** The rows that decide a dispatch. */
interface DispatchFacts {
  readonly subject: Case;
  readonly category: Category | null;
  readonly organizations: readonly KnownOrganization[];
  /** The tickets that the case has already, in order. */
  readonly before: readonly Ticket[];
  readonly calendar: WorkCalendar;
}

interface DispatchPlan {
  readonly change: CaseChange;
  readonly tickets: readonly Ticket[];
}

/** Dispatching: case, tickets, clocks, history and events in one transaction. docs/domain.md rows 25 and 36-38. */
export class DispatchService {
  constructor(private readonly parts: Parts) {}

  dispatch(actor: Actor, input: DispatchCaseInput): Promise<Case> {
    return this.run(actor, 'dispatchCase', 'dispatch', input);
  }

  /** Sends a case whose lead ticket was returned or recalled to another lead. */
  redispatch(actor: Actor, input: RedispatchCaseInput): Promise<Case> {
    return this.run(actor, 'redispatchCase', 'redispatch', input);
  }

  private run(
    actor: Actor,
    operation: string,
    action: DispatchAction,
    input: DispatchCaseInput,
  ): Promise<Case> {
    const { scope, caseChanges } = this.parts;
    return perform(scope, actor, input, {
      operation,
      answersWith: input.caseId,
      load: () => this.load(actor, input),
      permit: (_actor, { subject }) => caseWorkflow.require(actor, subject, action),
      decide: (facts, _input, now) => planned(action, facts, input, now),
      write: (plan, facts, permission) => this.write(actor, plan, facts, permission),
      again: (id) => caseChanges.visible(actor, id),
    });
  }

  private async load(actor: Actor, input: DispatchCaseInput): Promise<DispatchFacts> {
    const { caseChanges, projections, tickets, workCalendars } = this.parts;
    const { caseId } = input;
    const found = await caseChanges.withCategory(actor, caseId);
    return {
      ...found,
      organizations: await projections.organizations(assignmentsOf(input).map(([code]) => code)),
      before: await tickets.ofCase(caseId),
      calendar: await workCalendars.current(found.subject.isUrgent),
    };
  }

  private async write(
    actor: Actor,
    { change, tickets }: DispatchPlan,
    { subject, category, organizations, calendar }: DispatchFacts,
    permission: CasePermission,
  ): Promise<Case> {
    const { cases, caseChanges, ticketChanges, clocks } = this.parts;
    const issue = ticketChanges.issued(actor, permission.role, tickets);
    const dispatched = await caseChanges.write(actor, permission, subject, { ...change, ...issue });
    const codes = tickets.map(({ organizationCode }) => organizationCode);
    await cases.addParties(dispatched, codes);
    const ids = tickets.map(({ id }) => id);
    const segments = await clocks.start(subject.id, ids, this.parts.scope.clock.now());
    await ticketChanges.issue(tickets, { subject: dispatched, category, organizations, calendar, segments });
    return dispatched;
  }
}

/** The rows that a dispatch writes. @throws EcoGridError INPUT_INVALID, NOT_FOUND or GUARD_FAILED. */
function planned(
  action: DispatchAction,
  facts: DispatchFacts,
  input: DispatchCaseInput,
  now: Date,
): DispatchPlan {
  const { subject, before } = facts;
  const lead = before.findLast(({ role }) => role === 'LEAD');
  const isReturned = action === 'redispatch' && lead?.state === 'RETURNED';
  if (isReturned) requireAnother(lead, input);
  const assignments = assignmentsOf(input);
  requireReceivers(assignments, facts.organizations);
  const tickets = ticketsOf(facts, assignments, input.instruction, now);
  const codes = assignments.map(([code]) => code);
  const set = {
    isWithoutLead: false,
    ...(action === 'redispatch' && { misdispatchCount: subject.misdispatchCount + (isReturned ? 1 : 0) }),
    leadOrganizationCode: input.leadOrganizationCode,
    organizationCodes: [...new Set([...subject.organizationCodes, ...codes])],
  };
  // A returned lead ticket counted as open until another has its work.
  const openedTickets = tickets.length - (isReturned ? 1 : 0);
  const { version, instruction: note } = input;
  return { tickets, change: { action, to: 'DISPATCHED', version, note, set, openedTickets } };
}

function assignmentsOf({
  leadOrganizationCode,
  assistingOrganizationCodes,
}: DispatchCaseInput): Assignment[] {
  if (assistingOrganizationCodes.includes(leadOrganizationCode)) {
    const problem = { path: 'input.assistingOrganizationCodes', problem: 'leadAssists' } as const;
    throw new EcoGridError('INPUT_INVALID', { problems: [problem] });
  }
  const assisting = assistingOrganizationCodes.map((code): Assignment => [code, 'ASSISTING']);
  return [[leadOrganizationCode, 'LEAD'], ...assisting];
}

function requireReceivers(assignments: readonly Assignment[], known: readonly KnownOrganization[]): void {
  const unknown = assignments.find(([code]) => !known.some((each) => each.code === code));
  if (unknown) throw new EcoGridError('NOT_FOUND', { thing: 'organization', id: unknown[0] });
  const unfit = known.find(({ kind }) => !RECEIVERS.includes(kind));
  if (!unfit) return;
  const { code: organizationCode } = unfit;
  const guard = 'routeKnown';
  throw new EcoGridError('GUARD_FAILED', { action: ACTIONS.dispatch, guard, organizationCode });
}

function ticketsOf(
  { subject, category, before, calendar }: DispatchFacts,
  assignments: readonly Assignment[],
  instruction: string | undefined,
  now: Date,
): Ticket[] {
  const { gridCode } = subject;
  if (!category || !gridCode) {
    throw new EcoGridError('GUARD_FAILED', { action: ACTIONS.dispatch, guard: 'filed' });
  }
  return assignments.map(([organizationCode, role], index) => {
    const ticket = { ...issued(subject, category, calendar, now), organizationCode, role, gridCode };
    const number = `${subject.number}-${before.length + index + 1}`;
    return { ...ticket, ...listedByTicket(ticket), number, instruction: instruction ?? null };
  });
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

function requireAnother(lead: Ticket, { leadOrganizationCode }: DispatchCaseInput): void {
  if (leadOrganizationCode !== lead.organizationCode) return;
  const guard = 'anotherOrganization';
  const { organizationCode } = lead;
  throw new EcoGridError('GUARD_FAILED', { action: ACTIONS.redispatch, guard, organizationCode });
}
