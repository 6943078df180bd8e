import { EcoGridError } from '@ecogrid/errors';
import type { Actor } from '@ecogrid/identity';
import { perform, type MutationScope } from '@ecogrid/subgraph';
import {
  caseWorkflow,
  type Case,
  type CaseChange,
  type CaseChanges,
  type CasePermission,
} from '../../case/index.ts';
import type { Ticket, TicketChanges, TicketRepository } from '../../dispatch/index.ts';
import type { LookBackRepository } from '../../review/index.ts';
import type { GridLocator, GridMatch, KnownObject, ProjectionRepository } from '../../neighbours/index.ts';
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

interface Facts {
  readonly subject: Case;
  readonly tickets: readonly Ticket[];
  readonly object: KnownObject | null;
  /** The grid of the new place; null where no grid holds it, or no place is given. */
  readonly match: GridMatch | null;
}

/** A case whose place was wrong: the polygons are asked again, and all that hangs on the grid follows. docs/domain.md row 19. */
export class MoveService {
  constructor(private readonly parts: Parts) {}

  move(actor: Actor, input: MoveCaseInput): Promise<Case> {
    const { scope, changes } = this.parts;
    return perform(scope, actor, input, {
      ...changes.about(actor, input),
      operation: 'moveCase',
      load: () => this.load(actor, input),
      permit: (_actor, { subject }) => caseWorkflow.require(actor, subject, 'move'),
      decide: (facts) => planned(facts, input),
      write: (change, facts, permission) => this.write(actor, change, facts, permission),
    });
  }

  private async load(actor: Actor, { caseId, supervisedObjectId, place }: MoveCaseInput): Promise<Facts> {
    const { changes, tickets, projections, locator } = this.parts;
    const subject = await changes.visible(actor, caseId);
    const object = supervisedObjectId ? await projections.object(supervisedObjectId) : null;
    const [position, basis] = place ? ([place, 'PLACE'] as const) : ([object, 'OBJECT'] as const);
    const match = position && (await locator.match(position, basis));
    return { subject, object, match, tickets: await tickets.ofCase(caseId) };
  }

  /** The actors of the new grid see the objects of the case. */
  private async write(
    actor: Actor,
    change: CaseChange,
    { subject, tickets }: Facts,
    permission: CasePermission,
  ): Promise<Case> {
    const { changes, ticketChanges, lookBacks } = this.parts;
    const moved = await changes.write(actor, permission, subject, change);
    const { gridCode } = moved;
    if (gridCode === null || gridCode === subject.gridCode) return moved;
    for (const ticket of tickets) await ticketChanges.relocate(actor, ticket, gridCode);
    await lookBacks.relocate(subject.id, gridCode);
    return moved;
  }
}

/** @throws EcoGridError NOT_FOUND, INPUT_INVALID or PLACE_OUTSIDE. */
function planned({ subject, object, match }: Facts, input: MoveCaseInput): CaseChange {
  const { supervisedObjectId, place, version, reason } = input;
  if (supervisedObjectId && !object)
    throw new EcoGridError('NOT_FOUND', { thing: 'supervisedObject', id: supervisedObjectId });
  const position = place ?? object;
  if (!position) {
    const problem = { path: 'input.place, input.supervisedObjectId', problem: 'required' } as const;
    throw new EcoGridError('INPUT_INVALID', { problems: [problem] });
  }
  const { longitude, latitude } = position;
  if (!match) throw new EcoGridError('PLACE_OUTSIDE', { longitude, latitude });
  const { gridCode } = match;
  const set = { gridCode, gridMatch: match, longitude, latitude, ...(object && about(object)) };
  const note = `${subject.gridCode ?? '-'} → ${gridCode}: ${reason}`;
  return { action: 'move', to: subject.state, version, note, set };
}

function about({ id, kind, creditCode, name }: KnownObject) {
  return { supervisedObjectId: id, enterpriseCode: creditCode, objectKind: kind, objectName: name };
}
