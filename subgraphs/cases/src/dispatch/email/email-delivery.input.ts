import { IsUUID } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { VersionedInput } from '@ecogrid/subgraph';

@InputType({ description: 'Sends a dead e-mail again (重新发送).' })
export class ResendEmailInput extends VersionedInput {
  @Field(() => ID, { description: 'The e-mail.' })
  @IsUUID()
  emailId!: string;
}
