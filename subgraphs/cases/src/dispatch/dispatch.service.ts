import { newId } from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import type { Actor } from '@ecogrid/identity';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import { caseWorkflow, type Case, type CaseChanges, type CaseRepository } from '../case/index.ts';
import type { Category, CategoryRepository } from '../category/index.ts';
import type { ClockSegmentRepository } from '../clock/index.ts';
import type { TicketRole } from '../routing/index.ts';
import type { ProjectionRepository } from '../territory/index.ts';
import { stepDueAt } from './step-clock.rule.ts';
import type { TicketChanges } from './ticket.changes.ts';
import type { Ticket } from './ticket.entity.ts';
import type { DispatchCaseInput } from './ticket.input.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly cases: CaseRepository;
  readonly caseChanges: CaseChanges;
  readonly ticketChanges: TicketChanges;
  readonly categories: CategoryRepository;
  readonly clocks: ClockSegmentRepository;
  readonly projections: ProjectionRepository;
}

type Assignment = readonly [organizationCode: string, role: keyof typeof TicketRole];

/** Dispatching: case, tickets, clocks, history and events in one transaction. Article rows 25 and 36-38. */
export class DispatchService {
  constructor(private readonly parts: Parts) {}

  async dispatch(actor: Actor, input: DispatchCaseInput): Promise<Case> {
    const { scope, caseChanges } = this.parts;
    const id = await mutate(scope, actor, 'dispatchCase', input, async () => {
      const subject = await caseChanges.visible(actor, input.caseId);
      await this.write(actor, subject, input);
      return subject.id;
    });
    return caseChanges.visible(actor, id);
  }

  private async write(actor: Actor, subject: Case, input: DispatchCaseInput): Promise<void> {
    const { cases, caseChanges, ticketChanges, clocks } = this.parts;
    const { role } = caseWorkflow.require(actor, subject, 'dispatch');
    const assignments = await this.assignments(input);
    const codes = assignments.map(([code]) => code);
    const tickets = await this.tickets(subject, assignments, input.instruction);
    await caseChanges.perform(actor, subject, {
      action: 'dispatch',
      to: 'DISPATCHED',
      version: input.version,
      note: input.instruction,
      set: {
        leadOrganizationCode: input.leadOrganizationCode,
        organizationCodes: [...new Set([...subject.organizationCodes, ...codes])],
        openTickets: tickets.length,
      },
    });
    await cases.addParties(subject.id, codes);
    await ticketChanges.issue(actor, role, tickets);
    await clocks.start(
      subject.id,
      tickets.map(({ id }) => id),
      this.now(),
    );
  }

  private async assignments(input: DispatchCaseInput): Promise<Assignment[]> {
    const { leadOrganizationCode, assistingOrganizationCodes } = input;
    if (assistingOrganizationCodes.includes(leadOrganizationCode)) {
      throw new EcoGridError('INPUT_INVALID', { problems: ['the lead organization cannot assist itself'] });
    }
    const assisting = assistingOrganizationCodes.map((code): Assignment => [code, 'ASSISTING']);
    const all: Assignment[] = [[leadOrganizationCode, 'LEAD'], ...assisting];
    const known = await this.parts.projections.organizations(all.map(([code]) => code));
    const unknown = all.find(([code]) => !known.some((each) => each.code === code));
    if (unknown) throw new EcoGridError('NOT_FOUND', { thing: 'organization', id: unknown[0] });
    const unfit = known.find(({ kind }) => !RECEIVERS.includes(kind));
    if (unfit) {
      throw new EcoGridError('GUARD_FAILED', {
        action: 'dispatch',
        guard: 'routeKnown',
        reason: `${unfit.code} handles no tickets`,
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
    if (!category || !gridCode)
      throw new EcoGridError('GUARD_FAILED', {
        action: 'dispatch',
        guard: 'filed',
        reason: 'category and grid are not set',
      });
    return assignments.map(([organizationCode, role], index) => ({
      ...issued(subject, category, this.now()),
      number: `${subject.number}-${index + 1}`,
      organizationCode,
      role,
      gridCode,
      instruction: instruction ?? null,
    }));
  }

  private now(): Date {
    return this.parts.scope.clock.now();
  }
}

/** Kinds of organization that handle tickets: departments, street offices and platforms alike. */
const RECEIVERS: readonly string[] = ['DEPARTMENT', 'STREET_OFFICE', 'PLATFORM', 'POST_SUPERVISION'];

function issued(
  { id: caseId, isUrgent }: Case,
  { code: categoryCode, handlingMinutes, resultKinds }: Category,
  issuedAt: Date,
): Omit<Ticket, 'number' | 'organizationCode' | 'role' | 'gridCode' | 'instruction'> {
  return {
    id: newId(),
    caseId,
    state: 'ISSUED',
    version: 1,
    categoryCode,
    isUrgent,
    resultKinds: [...resultKinds],
    handlingMinutes,
    issuedAt,
    dueAt: stepDueAt({ isUrgent, handlingMinutes }, issuedAt),
    acknowledgedAt: null,
    doneAt: null,
    reworkCount: 0,
    reason: null,
  };
}
