import { EcoGridError } from '@ecogrid/errors';
import type { Actor } from '@ecogrid/identity';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import { caseWorkflow, type Case, type CaseChanges } from '../../case/index.ts';
import type { TicketChanges, TicketRepository } from '../../dispatch/index.ts';
import type { LookBackRepository } from '../../review/index.ts';
import type {
  GridLocator,
  GridMatch,
  KnownEnterprise,
  ProjectionRepository,
} from '../../neighbours/index.ts';
import type { MoveCaseInput } from './move.input.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly changes: CaseChanges;
  readonly tickets: TicketRepository;
  readonly ticketChanges: TicketChanges;
  readonly lookBacks: LookBackRepository;
  readonly projections: ProjectionRepository;
  readonly locator: GridLocator;
}

/** A case whose place was wrong: the polygons are asked again, and all that hangs on the grid follows. docs/domain.md row 19. */
export class MoveService {
  constructor(private readonly parts: Parts) {}

  async move(actor: Actor, input: MoveCaseInput): Promise<Case> {
    const { scope, changes } = this.parts;
    const id = await mutate(scope, actor, 'moveCase', input, async () => {
      const subject = await changes.visible(actor, input.caseId);
      caseWorkflow.require(actor, subject, 'move');
      await this.write(actor, subject, input);
      return subject.id;
    });
    return changes.visible(actor, id);
  }

  private async write(actor: Actor, subject: Case, input: MoveCaseInput): Promise<void> {
    const enterprise = await this.enterprise(input.enterpriseId);
    const gridMatch = await this.match(input, enterprise);
    const { longitude, latitude } = (input.place ?? enterprise) as { longitude: number; latitude: number };
    const { gridCode } = gridMatch;
    await this.parts.changes.perform(actor, subject, {
      action: 'move',
      to: subject.state,
      version: input.version,
      note: `${subject.gridCode ?? '-'} → ${gridCode}: ${input.reason}`,
      set: { gridCode, gridMatch, longitude, latitude, ...(enterprise && about(enterprise)) },
    });
    if (gridCode !== subject.gridCode) await this.take(actor, subject.id, gridCode);
  }

  /** The actors of the new grid see the objects of the case. */
  private async take(actor: Actor, caseId: string, gridCode: string): Promise<void> {
    const { tickets, ticketChanges, lookBacks } = this.parts;
    for (const ticket of await tickets.ofCase(caseId)) await ticketChanges.relocate(actor, ticket, gridCode);
    await lookBacks.relocate(caseId, gridCode);
  }

  private match({ place }: MoveCaseInput, enterprise: KnownEnterprise | null): Promise<GridMatch> {
    if (place) return this.parts.locator.locate(place, 'PLACE');
    if (enterprise) return this.parts.locator.locate(enterprise, 'OBJECT');
    throw new EcoGridError('INPUT_INVALID', {
      problems: [{ path: 'input.place, input.enterpriseId', problem: 'required' }],
    });
  }

  private async enterprise(id: string | undefined): Promise<KnownEnterprise | null> {
    const known = id ? await this.parts.projections.enterprise(id) : null;
    if (id && !known) throw new EcoGridError('NOT_FOUND', { thing: 'enterprise', id });
    return known;
  }
}

function about({ id, creditCode, name }: KnownEnterprise) {
  return {
    enterpriseId: id,
    enterpriseCode: creditCode,
    objectKind: 'ENTERPRISE',
    objectName: name,
  } as const;
}
