import { EcoGridError, type Guard as GuardKey, type Term, type Thing as ThingKey } from '@ecogrid/errors';
import type { Actor, Role, ZoneRole } from '@ecogrid/identity';
import { termsOf } from '@ecogrid/subgraph';

/** One row of a state table. Names stand for permissions and guards, so that the table reads like the law it is. */
export interface Step<State extends string, Action extends string, Who extends string, Guard extends string> {
  readonly from: readonly State[];
  readonly action: Action;
  /** Where it may lead. */
  readonly to: readonly State[];
  /** FOLLOWS: an automatic step without an actor. */
  readonly who: Who | 'FOLLOWS';
  readonly guards: readonly Guard[];
}

/** The words of one action of a state table. */
export interface ActionWords {
  /** The effect of the action, as `availableActions` says it; ends with the Chinese label. */
  readonly means: string;
  /** The mutation that performs it; an automatic step has none. */
  readonly mutation?: string;
  /** Its line in the history of a case. */
  readonly done: string;
  /** Only holders of these roles see that line, in histories and in pushes. */
  readonly seenBy?: readonly ZoneRole[];
}

/** A permission: the role by which the actor may act on the object; null without one. */
export type Permission<Thing> = (actor: Actor, thing: Thing) => Role | null;

/** A condition on the object, by the key of its text in the error catalogue. The actor is null for an automatic step. */
export type GuardRule<Thing> = (thing: Thing, actor: Actor | null) => boolean;

export interface WorkflowTable<
  Thing,
  State extends string,
  Action extends string,
  Who extends string,
  Guard extends GuardKey,
> {
  /** The object in errors. */
  readonly thing: ThingKey;
  readonly states: Readonly<Record<State, State>>;
  readonly actions: Readonly<Record<Action, Term>>;
  readonly steps: ReadonlyArray<Step<State, Action, Who, Guard>>;
  readonly permissions: Readonly<Record<Who, Permission<Thing>>>;
  readonly guards: Readonly<Record<Guard, GuardRule<Thing>>>;
}

export interface Allowed<State extends string> {
  readonly to: readonly State[];
  /** The role by which the actor may; null for automatic steps. */
  readonly role: Role | null;
}

/** Reads a state table. Offered and accepted actions come from the same rows, so they are always equal. */
export class Workflow<
  Thing extends { readonly state: State },
  State extends string,
  Action extends string,
  Who extends string,
  Guard extends GuardKey,
> {
  /** The states and the actions as terms of errors. */
  readonly states: Readonly<Record<State, Term>>;
  readonly actions: Readonly<Record<Action, Term>>;

  /** @throws Error for a state without a Chinese label. */
  constructor(readonly table: WorkflowTable<Thing, State, Action, Who, Guard>) {
    this.states = termsOf(table.states);
    this.actions = table.actions;
  }

  /** The actions open to the actor now, in the order of the table. */
  available(actor: Actor, thing: Thing): Action[] {
    const open = this.table.steps.filter((step) => this.isOpen(step, actor, thing));
    return [...new Set(open.map(({ action }) => action))];
  }

  /** @throws EcoGridError FORBIDDEN, STATE_NOT_ALLOWED or GUARD_FAILED, asked in this order. */
  require(actor: Actor, thing: Thing, action: Action): Allowed<State> {
    const permitted = this.stepsOf(action).filter((step) => this.permits(step, actor, thing));
    if (permitted.length === 0) throw new EcoGridError('FORBIDDEN', { action: this.actions[action] });
    const step = this.inState(permitted, thing, action, this.available(actor, thing));
    this.requireGuards(step, thing, actor);
    return { to: step.to, role: this.roleOf(step, actor, thing) };
  }

  /** The same for automatic steps. @throws EcoGridError STATE_NOT_ALLOWED or GUARD_FAILED. */
  follow(thing: Thing, action: Action): Allowed<State> {
    const step = this.inState(this.stepsOf(action), thing, action, []);
    this.requireGuards(step, thing, null);
    return { to: step.to, role: null };
  }

  private stepsOf(action: Action): ReadonlyArray<Step<State, Action, Who, Guard>> {
    return this.table.steps.filter((step) => step.action === action);
  }

  private isOpen(step: Step<State, Action, Who, Guard>, actor: Actor, thing: Thing): boolean {
    const open = step.from.includes(thing.state) && this.permits(step, actor, thing);
    return open && step.guards.every((guard) => this.table.guards[guard](thing, actor));
  }

  private permits({ who }: Step<State, Action, Who, Guard>, actor: Actor, thing: Thing): boolean {
    if (who === 'FOLLOWS') return false;
    return this.table.permissions[who](actor, thing) !== null;
  }

  private inState(
    steps: ReadonlyArray<Step<State, Action, Who, Guard>>,
    thing: Thing,
    action: Action,
    available: readonly Action[],
  ): Step<State, Action, Who, Guard> {
    const step = steps.find(({ from }) => from.includes(thing.state));
    if (step) return step;
    throw new EcoGridError('STATE_NOT_ALLOWED', {
      thing: this.table.thing,
      state: this.states[thing.state],
      action: this.actions[action],
      available: available.map((each) => this.actions[each]),
    });
  }

  private requireGuards(
    { action, guards }: Step<State, Action, Who, Guard>,
    thing: Thing,
    actor: Actor | null,
  ): void {
    const broken = guards.find((guard) => !this.table.guards[guard](thing, actor));
    if (broken) throw new EcoGridError('GUARD_FAILED', { action: this.actions[action], guard: broken });
  }

  private roleOf({ who }: Step<State, Action, Who, Guard>, actor: Actor, thing: Thing): Role | null {
    return who === 'FOLLOWS' ? null : this.table.permissions[who](actor, thing);
  }
}
