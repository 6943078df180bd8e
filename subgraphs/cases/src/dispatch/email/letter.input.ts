import { IsUUID } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { VersionedInput } from '@ecogrid/subgraph';

@InputType({ description: 'Sends a dead letter again (重新发送).' })
export class ResendLetterInput extends VersionedInput {
  @Field(() => ID, { description: 'The letter.' })
  @IsUUID()
  letterId!: string;
}
