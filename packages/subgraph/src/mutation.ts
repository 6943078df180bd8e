import { once, type Database } from '@ecogrid/database';
import type { Actor } from '@ecogrid/identity';
import type { Clock } from '@ecogrid/service';
import type { MutationInput } from './mutation-input.ts';

export interface MutationScope {
  readonly database: Database;
  readonly clock: Clock;
}

/**
 * One use case, in the order of its steps. Each step gets the results of the steps before it: nothing is read twice.
 */
type UseCase<Input extends MutationInput, Facts, Permission, Plan, Answer> = Named &
  Asked<Facts, Permission> & {
    /** Reads all that is needed to permit and to decide. */
    readonly load: (input: Input) => Promise<Facts>;
    /** Pure: the plan of the changes. @throws EcoGridError when the facts do not allow it. */
    readonly decide: (facts: Facts, input: Input, now: Date, permission: Permission) => Plan;
    readonly write: (plan: Plan, facts: Facts, permission: Permission) => Promise<Answer>;
    /** Answers a retry with the thing as it is now. */
    readonly again: (id: string) => Promise<Answer>;
  };

interface Named {
  readonly operation: string;
  /** The id of the thing that the mutation answers with, where the input names it. */
  readonly answersWith?: string | undefined;
}

/** A use case asks for permission once. */
type Asked<Facts, Permission> =
  | {
      /** @throws EcoGridError when the actor may not, or when the state does not allow it. */
      readonly permit: (actor: Actor, facts: Facts) => Permission;
      readonly admit?: never;
    }
  | {
      /** For a permission that depends on the actor alone: without it nothing is read. @throws EcoGridError FORBIDDEN. */
      readonly admit: (actor: Actor) => void;
      readonly permit?: never;
    };

/** Runs a use case in one transaction, with one effect for each idempotency key of the actor. */
export async function perform<
  Input extends MutationInput,
  Facts,
  Permission,
  Plan,
  Answer extends { id: string },
>(
  scope: MutationScope,
  actor: Actor,
  input: Input,
  useCase: UseCase<Input, Facts, Permission, Plan, Answer>,
): Promise<Answer> {
  useCase.admit?.(actor);
  let answer: Answer | undefined;
  const id = await mutate(scope, actor, input, useCase, async () => {
    const facts = await useCase.load(input);
    const permission = useCase.permit?.(actor, facts) as Permission;
    const plan = useCase.decide(facts, input, scope.clock.now(), permission);
    answer = await useCase.write(plan, facts, permission);
    return answer.id;
  });
  return answer ?? useCase.again(id);
}

/** @param work returns the id of the thing that the mutation answers with. */
function mutate(
  { database, clock }: MutationScope,
  actor: Actor,
  input: MutationInput,
  { operation, answersWith: resultId }: Named,
  work: () => Promise<string>,
): Promise<string> {
  const owner = actor.id ?? actor.kind;
  const attempt = { operation, resultId, owner, key: input.idempotencyKey, body: input, at: clock.now() };
  return database.transaction((manager) => once(manager, attempt, work));
}
