import { newId } from '@ecogrid/database';
import { EcoGridError, term, type Term } from '@ecogrid/errors';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import { personOf, type Actor } from '@ecogrid/identity';
import { perform, termsOf, type MutationScope } from '@ecogrid/subgraph';
import type { GridProjection } from '@ecogrid/territory';
import type { DeviceRegistry } from '../ingest/index.ts';
import type { SupervisedObject } from '../supervised-object/index.ts';
import { attributesOf, differencesOf, withAttributes, type ObjectAttributes } from './attributes.rule.ts';
import { changeOf, type Asked } from './change.rule.ts';
import type { ExternalReference } from './external-reference.entity.ts';
import type { RegisterChange } from './register-change.entity.ts';
import { objectChanged } from './register.event.ts';
import type {
  ChangeObjectInput,
  CloseObjectInput,
  DecideRegisterChangeInput,
  LinkObjectInput,
  RegisterObjectInput,
} from './register.input.ts';
import { isAnother, requireDesk, wayOf } from './register.policy.ts';
import type { RegisterRepository } from './register.repository.ts';
import { RegisterChangeState } from './register.vocabulary.ts';

const REGISTER = term('registerObject', '登记');
const CHANGE = term('changeObject', '变更');
const CLOSE = term('closeObject', '关闭');
const DECIDE = term('decideRegisterChange', '审核变更');
const LINK = term('linkObject', '关联外部编号');
const states = termsOf(RegisterChangeState);

interface Parts {
  readonly scope: MutationScope;
  readonly outbox: Outbox<TopicOf<'enterprises'>>;
  readonly register: RegisterRepository;
  readonly registry: DeviceRegistry;
  readonly grids: GridProjection;
}

interface Facts {
  /** The object as it is; null for a new one. */
  readonly before: SupervisedObject | null;
  /** Where the attributes place it: its grid as it is, when they do not. */
  readonly gridCode: string | null;
  readonly isCodeTaken: boolean;
}

interface Linked {
  readonly reference: ExternalReference;
  readonly change: RegisterChange;
  readonly object: SupervisedObject;
}

interface Plan {
  readonly change: RegisterChange;
  /** The row to write; null for a proposal. */
  readonly object: SupervisedObject | null;
}

/** The register of supervised objects: each change is a row, applied at once or after the decision of the desk. */
export class RegisterService {
  constructor(private readonly parts: Parts) {}

  register(actor: Actor, input: RegisterObjectInput): Promise<RegisterChange> {
    const { kind: objectKind, note = null } = input;
    const about = { kind: 'REGISTER', objectKind, id: newId(), version: 0, note } as const;
    return this.perform(
      REGISTER,
      actor,
      input,
      () => Promise.resolve(null),
      () => ({ ...about, attributes: attributesOf(input.attributes, objectKind, true) }),
    );
  }

  change(actor: Actor, input: ChangeObjectInput): Promise<RegisterChange> {
    const { objectId: id, version, note = null } = input;
    return this.perform(
      CHANGE,
      actor,
      input,
      () => this.existing(id),
      (before) => ({
        kind: 'CHANGE',
        objectKind: before.kind,
        id,
        version,
        note,
        attributes: attributesOf(input.attributes, before.kind, false),
      }),
    );
  }

  close(actor: Actor, input: CloseObjectInput): Promise<RegisterChange> {
    const { objectId: id, version, reason: note } = input;
    return this.perform(
      CLOSE,
      actor,
      input,
      () => this.existing(id),
      ({ kind: objectKind }) => ({
        kind: 'CLOSE',
        objectKind,
        id,
        version,
        note,
        attributes: { status: 'CLOSED' },
      }),
    );
  }

  decide(actor: Actor, input: DecideRegisterChangeInput): Promise<RegisterChange> {
    const { scope, register } = this.parts;
    const { changeId, decision, note = null, version } = input;
    return perform(scope, actor, input, {
      operation: DECIDE.code,
      answersWith: changeId,
      admit: (each) => requireDesk(each, DECIDE),
      load: async () => {
        const change = await register.existing(changeId);
        const facts = await this.facts(await register.object(change.objectId), change.attributes);
        return { change, facts };
      },
      decide: ({ change, facts }, _input, now) => {
        requireOpen(actor, change, version);
        if (decision === 'DECLINED' && note === null)
          throw new EcoGridError('GUARD_FAILED', { action: DECIDE, guard: 'reasonGiven' });
        const decided = {
          version: version + 1,
          decidedBy: personOf(actor),
          decidedAt: now,
          decisionNote: note,
        };
        if (decision === 'DECLINED')
          return { change: { ...change, ...decided, state: 'DECLINED' as const }, object: null };
        if ((facts.before?.version ?? 0) !== change.baseVersion)
          throw new EcoGridError('GUARD_FAILED', { action: DECIDE, guard: 'objectUnchanged' });
        requireRoom(DECIDE, change.attributes, facts);
        const object = applied(actor, change, facts, now);
        // The grids may be others than those the proposal found.
        const placed = { gridCode: object.gridCode, differences: differencesOf(facts.before, object) };
        return { change: { ...change, ...decided, ...placed, state: 'APPLIED' as const }, object };
      },
      write: async ({ change, object }) => {
        await register.decide(change, version);
        if (object) await this.writeObject(object);
        return change;
      },
      again: (id) => register.existing(id),
    });
  }

  link(actor: Actor, input: LinkObjectInput): Promise<SupervisedObject> {
    const { scope, register } = this.parts;
    const { objectId, system, reference, version } = input;
    return perform(scope, actor, input, {
      operation: LINK.code,
      answersWith: objectId,
      admit: (each) => requireDesk(each, LINK),
      load: async () => ({
        object: await this.existing(objectId),
        taken: await register.reference(system, reference),
      }),
      decide: ({ object, taken }, _input, now): Linked | null => {
        requireVersion(object, version);
        if (taken && taken.objectId !== objectId)
          throw new EcoGridError('GUARD_FAILED', { action: LINK, guard: 'referenceFree', system, reference });
        if (taken) return null;
        const { kind: objectKind, gridCode } = object;
        const wish = { kind: 'LINK', objectKind, id: objectId, version, attributes: {}, note: null } as const;
        const { change, after } = changeOf(
          personOf(actor),
          wish,
          { before: object, gridCode },
          now,
          'APPLIED',
        );
        const named = { field: 'REFERENCE', before: null, after: `${system} ${reference}` } as const;
        return {
          reference: { id: newId(), system, reference, objectId },
          change: { ...change, differences: [named] },
          object: after,
        };
      },
      write: async (linked, { object }) => {
        if (!linked) return object;
        await register.insertReference(linked.reference);
        await register.insertChange(linked.change);
        await this.writeObject(linked.object);
        return linked.object;
      },
      again: (id) => this.existing(id),
    });
  }

  /** A change of an object by one of the three mutations. */
  private perform<Before extends SupervisedObject | null>(
    action: Term,
    actor: Actor,
    input: RegisterObjectInput | ChangeObjectInput | CloseObjectInput,
    load: () => Promise<Before>,
    asked: (before: Before) => Asked,
  ): Promise<RegisterChange> {
    const { scope, register } = this.parts;
    return perform(scope, actor, input, {
      operation: action.code,
      load: async () => {
        const before = await load();
        const wish = asked(before);
        return { wish, facts: await this.facts(before, wish.attributes) };
      },
      permit: (each, { wish, facts: { before, gridCode } }) => {
        const place = before ?? { gridCode, creditCode: null };
        return wayOf(each, action, wish.kind, place);
      },
      decide: ({ wish, facts }, _input, now, way): Plan => {
        requireFits(action, wish, facts);
        const { change, after } = changeOf(personOf(actor), wish, facts, now, way);
        return { change, object: way === 'APPLIED' ? after : null };
      },
      write: async ({ change, object }) => {
        await register.insertChange(change);
        if (object) await this.writeObject(object);
        return change;
      },
      again: (id) => register.existing(id),
    });
  }

  private async facts(before: SupervisedObject | null, attributes: ObjectAttributes): Promise<Facts> {
    const { register, grids } = this.parts;
    const { longitude, latitude, creditCode } = attributes;
    return {
      before,
      gridCode:
        longitude === undefined || latitude === undefined
          ? (before?.gridCode ?? null)
          : ((await grids.locate({ longitude, latitude }))?.code ?? null),
      isCodeTaken: Boolean(creditCode) && (await register.isCodeTaken(creditCode as string)),
    };
  }

  private async writeObject(object: SupervisedObject): Promise<void> {
    const { scope, outbox, register, registry } = this.parts;
    await register.write(object);
    // It knows the names and places of enterprises.
    scope.database.afterCommit(() => registry.forget());
    await outbox.announce(objectChanged(object, scope.clock.now()));
  }

  /** @throws EcoGridError NOT_FOUND. */
  private async existing(id: string): Promise<SupervisedObject> {
    const object = await this.parts.register.object(id);
    if (!object) throw new EcoGridError('NOT_FOUND', { thing: 'supervisedObject', id });
    return object;
  }
}

/** @throws EcoGridError GUARD_FAILED, VERSION_STALE or PLACE_OUTSIDE. */
function requireFits(action: Term, { version, attributes }: Asked, facts: Facts): void {
  const { before } = facts;
  if (before) requireVersion(before, version);
  if (before?.status === 'CLOSED') throw new EcoGridError('GUARD_FAILED', { action, guard: 'objectOpen' });
  requireRoom(action, attributes, facts);
}

/** @throws EcoGridError VERSION_STALE. */
function requireVersion({ version: actual }: SupervisedObject, expected: number): void {
  if (actual !== expected)
    throw new EcoGridError('VERSION_STALE', { thing: 'supervisedObject', expected, actual });
}

/** Asked of a change, and of a proposal again when it is approved. @throws EcoGridError GUARD_FAILED or PLACE_OUTSIDE. */
function requireRoom(
  action: Term,
  { longitude, latitude, creditCode }: ObjectAttributes,
  { gridCode, isCodeTaken }: Facts,
): void {
  if (isCodeTaken) throw new EcoGridError('GUARD_FAILED', { action, guard: 'creditCodeFree', creditCode });
  if (longitude !== undefined && gridCode === null)
    throw new EcoGridError('PLACE_OUTSIDE', { longitude, latitude: latitude ?? null });
}

/** @throws EcoGridError STATE_NOT_ALLOWED, VERSION_STALE or GUARD_FAILED. */
function requireOpen(actor: Actor, change: RegisterChange, expected: number): void {
  const { state, version: actual } = change;
  if (state !== 'PROPOSED')
    throw new EcoGridError('STATE_NOT_ALLOWED', {
      thing: 'registerChange',
      state: states[state],
      action: DECIDE,
      available: [],
    });
  if (actual !== expected)
    throw new EcoGridError('VERSION_STALE', { thing: 'registerChange', expected, actual });
  if (!isAnother(actor, change))
    throw new EcoGridError('GUARD_FAILED', { action: DECIDE, guard: 'askedByAnother' });
}

/** The row that a proposal makes among the grids of now, accepted by those who approve it. */
function applied(
  actor: Actor,
  { objectId: id, attributes: { kind, ...attributes } }: RegisterChange,
  { before, gridCode }: Facts,
  at: Date,
): SupervisedObject {
  const objectKind = before?.kind ?? kind ?? 'OTHER';
  return withAttributes(before, attributes, {
    id,
    kind: objectKind,
    gridCode,
    at,
    acceptedBy: personOf(actor),
  });
}
