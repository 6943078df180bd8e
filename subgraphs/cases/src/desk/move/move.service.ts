import { EcoGridError } from '@ecogrid/errors';
import type { Payload } from '@ecogrid/event-contracts';
import type { Actor } from '@ecogrid/identity';
import { groupedByKey, perform, type MutationScope } from '@ecogrid/subgraph';
import { keepNewer, type Position } from '@ecogrid/territory';
import {
  caseWorkflow,
  type Case,
  type CaseChange,
  type CaseChanges,
  type CasePermission,
  type CaseRepository,
} from '../../case/index.ts';
import type { Ticket, TicketChanges, TicketRepository } from '../../dispatch/index.ts';
import type { LookBackRepository } from '../../review/index.ts';
import {
  KnownObject,
  objectOf,
  type GridLocator,
  type GridMatch,
  type ProjectionRepository,
} from '../../neighbours/index.ts';
import type { MoveCaseInput } from './move.input.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly cases: CaseRepository;
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

/** Where a person has said that a case lies: there it stays when its object moves. */
const SAID: ReadonlyArray<GridMatch['basis']> = ['PLACE', 'DESK'];
const FOLLOWED = '监管对象位置变更';

/** A case whose place was wrong, or whose object has moved: the polygons are asked again, and all that hangs on the grid follows. docs/domain.md row 19. */
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

  /**
   * Keeps the data of an object in the register. Its open cases follow it to a new place or grid, but for those that a
   * person has placed. Called inside a unit of work; the same change again does nothing.
   */
  async follow(actor: Actor, change: Payload<'SupervisedObjectChanged'>): Promise<void> {
    const { scope, cases, tickets, projections, locator } = this.parts;
    const object = objectOf(change);
    const before = await projections.object(object.id);
    if (!(await keepNewer(scope.database.manager, KnownObject, object)) || !before) return;
    const open = (await cases.openOfObject(object.id)).filter((subject) => isWith(subject, before, object));
    // The polygon decides; the register's own word is for the time before the grids are known here.
    const match = open.length > 0 ? await locator.locateOr(object, 'OBJECT', change.gridCode) : null;
    if (!match) return;
    const moving = open.filter((each) => each.gridCode !== match.gridCode || !isAt(each, object));
    const ids = moving.map(({ id }) => id);
    const issued = groupedByKey(ids, await tickets.ofSome(ids), ({ caseId }) => caseId);
    for (const [index, subject] of moving.entries()) {
      const facts = { subject, object, match, tickets: issued[index] ?? [] };
      const followed = moveOf(facts, object, match, { version: subject.version, reason: FOLLOWED });
      await this.write(actor, followed, facts, caseWorkflow.follow(subject, 'move'));
    }
  }

  /** The same for many changes in their order: objects that are not known yet are kept all at once. */
  async followAll(actor: Actor, changes: ReadonlyArray<Payload<'SupervisedObjectChanged'>>): Promise<void> {
    const { projections } = this.parts;
    const ids = changes.map(({ id }) => id);
    const known = await projections.areObjectsKnown(ids);
    const isFirst = changes.map(({ id }, index) => known[index] === false && ids.indexOf(id) === index);
    await projections.addObjects(changes.filter((_, index) => isFirst[index]).map(objectOf));
    for (const change of changes.filter((_, index) => !isFirst[index])) await this.follow(actor, change);
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
  const { supervisedObjectId, place } = input;
  if (supervisedObjectId && !object)
    throw new EcoGridError('NOT_FOUND', { thing: 'supervisedObject', id: supervisedObjectId });
  const position = place ?? object;
  if (!position) {
    const problem = { path: 'input.place, input.supervisedObjectId', problem: 'required' } as const;
    throw new EcoGridError('INPUT_INVALID', { problems: [problem] });
  }
  const { longitude, latitude } = position;
  if (!match) throw new EcoGridError('PLACE_OUTSIDE', { longitude, latitude });
  return moveOf({ subject, object }, position, match, input);
}

function moveOf(
  { subject, object }: Pick<Facts, 'subject' | 'object'>,
  { longitude, latitude }: Position,
  match: GridMatch,
  { version, reason }: Pick<MoveCaseInput, 'version' | 'reason'>,
): CaseChange {
  const { gridCode } = match;
  const set = { gridCode, gridMatch: match, longitude, latitude, ...(object && about(object)) };
  const note = `${subject.gridCode ?? '-'} → ${gridCode}: ${reason}`;
  return { action: 'move', to: subject.state, version, note, set };
}

function about({ id, kind, creditCode, name }: KnownObject) {
  return { supervisedObjectId: id, enterpriseCode: creditCode, objectKind: kind, objectName: name };
}

/** Whether a case goes where its object goes: wherever the object moves, and into a new grid of the place where both are. */
function isWith(subject: Case, before: KnownObject, object: KnownObject): boolean {
  if (subject.gridMatch && SAID.includes(subject.gridMatch.basis)) return false;
  return !isAt(before, object) || isAt(subject, object);
}

function isAt(one: Pick<Case, 'longitude' | 'latitude'>, other: Position): boolean {
  return one.longitude === other.longitude && one.latitude === other.latitude;
}
