import { ArrayMaxSize, ArrayMinSize, IsArray, Max, MaxLength, Min } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import { PublishInput } from '@ecogrid/code-tables';
import { EscalationLevel } from './notice.vocabulary.ts';

@InputType({
  description:
    'Publishes the rule for deadline notices of a category, or its next version (发布时限提醒规则). Minutes are working minutes; for urgent categories, minutes of the clock.',
})
export class PublishDeadlinePolicyInput extends PublishInput {
  @Field(() => String, {
    nullable: true,
    description: 'Code of the category; absent for the rule of all that have none of their own.',
  })
  @MaxLength(32)
  categoryCode?: string;

  @Field(() => Int, {
    description: 'Warns when this share of the time is used up, in per cent, 1 to 100 (预警比例).',
  })
  @Min(1)
  @Max(100)
  warnPercent!: number;

  @Field(() => Int, { description: 'Warns again this many minutes before due (临期提前量).' })
  @Min(1)
  @Max(1_000_000)
  warnLeadMinutes!: number;

  @Field(() => Int, { description: 'Minutes between two overdue notices (超期升级间隔).' })
  @Min(1)
  @Max(1_000_000)
  escalateEveryMinutes!: number;

  @Field(() => [EscalationLevel], {
    description:
      'The levels of escalation of successive overdue notices, 1 to 10; the last level receives all further ones (升级顺序).',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  escalationLevels!: Array<keyof typeof EscalationLevel>;

  @Field(() => Int, {
    nullable: true,
    description:
      'The number of the overdue notice from which a call to the organization is due, 1 to 100; absent for never.',
  })
  @Min(1)
  @Max(100)
  phoneFromOverdue?: number;

  @Field(() => Int, { description: 'Minutes without acknowledgement until an e-mail reminds (签收时限).' })
  @Min(1)
  @Max(1_000_000)
  acknowledgeMinutes!: number;

  @Field(() => Int, { description: 'Minutes from that e-mail until a call is due (电话提醒间隔).' })
  @Min(1)
  @Max(1_000_000)
  phoneAfterMinutes!: number;

  @Field(() => Int, {
    description: 'Minutes until the next call after a call without an answer (无人接听再拨间隔).',
  })
  @Min(1)
  @Max(1_000_000)
  noAnswerMinutes!: number;

  @Field(() => Int, { description: 'Minutes until the next call when the number was wrong (错号再拨间隔).' })
  @Min(1)
  @Max(1_000_000)
  wrongNumberMinutes!: number;
}
