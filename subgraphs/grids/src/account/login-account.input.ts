import { IsUUID, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { LineField, MutationInput } from '@ecogrid/subgraph';

@InputType({ description: 'Links a login account to a person (关联登录账号).' })
export class LinkAccountInput extends MutationInput {
  @Field(() => String, { description: 'Personnel number (工号).' })
  @MaxLength(16)
  personNumber!: string;

  @LineField(1, 255, { description: 'The `sub` of its tokens, 1 to 255 characters (账号标识).' })
  subject!: string;
}

@InputType({ description: 'Unlinks a login account from its person (解除登录账号).' })
export class UnlinkAccountInput extends MutationInput {
  @Field(() => ID, { description: 'The account.' })
  @IsUUID()
  accountId!: string;
}
