import { Field, InputType } from 'type-graphql';
import { Day, MutationInput, TextField } from '@ecogrid/subgraph';

@InputType({ description: 'Not a type of the graph by itself: the fields of each publication.' })
export abstract class PublishInput extends MutationInput {
  @Field(() => Day, {
    nullable: true,
    description:
      'First day of the version that it replaces, the newest one that the caller has seen; absent for a new code. Another is VERSION_STALE.',
  })
  replaces?: string;

  @Field(() => Day, {
    description: 'First day in force, after today; the version before ends on it (生效日期).',
  })
  effectiveFrom!: string;

  @TextField(2, 1_000, { description: 'Why, 2 to 1000 characters (原因).' })
  reason!: string;
}
