import { Length, Min } from 'class-validator';
import { Field, Int, InputType } from 'type-graphql';

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
