import { Length, Min } from 'class-validator';
import { Field, Int, InputType } from 'type-graphql';
import { once, type Database } from '@ecogrid/database';
import type { Actor } from '@ecogrid/identity';
import type { Clock } from '@ecogrid/service';

@InputType({ description: 'Not a type of the graph by itself: the fields every mutation takes.' })
export abstract class MutationInput {
  @Field(() => String, {
    description:
      'Chosen by the caller, 8 to 64 characters, one for each intention: a retry with the same key does nothing again.',
  })
  @Length(8, 64)
  idempotencyKey!: string;
}

@InputType({ description: 'Not a type of the graph by itself: the fields every mutation takes.' })
export abstract class VersionedInput extends MutationInput {
  @Field(() => Int, {
    description: 'The version the caller has seen; a thing changed since is not touched (VERSION_STALE).',
  })
  @Min(1)
  version!: number;
}

export interface MutationScope {
  readonly database: Database;
  readonly clock: Clock;
}

/**
 * One mutation: one transaction, and one effect for each idempotency key of the actor.
 * @param work returns the id of the thing that the mutation answers with.
 */
export function mutate(
  { database, clock }: MutationScope,
  actor: Actor,
  operation: string,
  input: MutationInput,
  work: () => Promise<string>,
): Promise<string> {
  const owner = actor.id ?? actor.kind;
  const attempt = { owner, key: input.idempotencyKey, operation, body: input, at: clock.now() };
  return database.transaction((manager) => once(manager, attempt, work));
}
