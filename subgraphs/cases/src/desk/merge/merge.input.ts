import { IsUUID } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { CaseInput } from '../../case/index.ts';

@InputType({ description: 'Merges a case into an earlier one about the same matter (合并).' })
export class MergeCaseInput extends CaseInput {
  @Field(() => ID, { description: 'The earlier case; it stands, and goes on for both.' })
  @IsUUID()
  intoCaseId!: string;
}

@InputType({ description: 'Takes a merged case out again (取消合并).' })
export class UnmergeCaseInput extends CaseInput {}
