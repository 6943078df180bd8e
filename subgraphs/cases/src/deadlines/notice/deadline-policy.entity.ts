import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { IntegerColumn, JsonColumn, PrimaryUuid, TextColumn } from '@ecogrid/database';
import { Day } from '@ecogrid/subgraph';
import { EscalationLevel } from './notice.vocabulary.ts';

@ObjectType({
  description:
    'A rule for deadline notices (时限提醒规则), by category. Minutes are working minutes; for urgent categories, minutes of the clock.',
})
@Entity('deadline_policy')
export class DeadlinePolicy {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The category it is for; null for all that have none of their own.',
  })
  @TextColumn(32, { name: 'category_code', nullable: true })
  categoryCode!: string | null;

  @Field(() => Int, { description: 'Warns when this share of the time is used up, in per cent (预警比例).' })
  @IntegerColumn({ name: 'warn_percent' })
  warnPercent!: number;

  @Field(() => Int, { description: 'Warns again this many minutes before due (临期提前量).' })
  @IntegerColumn({ name: 'warn_lead_minutes' })
  warnLeadMinutes!: number;

  @Field(() => Int, { description: 'Minutes between two overdue notices (超期升级间隔).' })
  @IntegerColumn({ name: 'escalate_every_minutes' })
  escalateEveryMinutes!: number;

  @Field(() => [EscalationLevel], {
    description:
      'The levels of escalation of successive overdue notices; the last level receives all further ones (升级顺序).',
  })
  @JsonColumn({ name: 'escalation_levels' })
  escalationLevels!: Array<keyof typeof EscalationLevel>;

  @Field(() => Int, {
    nullable: true,
    description:
      'The number of the overdue notice from which a call to the organization is due; null for never.',
  })
  @IntegerColumn({ name: 'phone_from_overdue', nullable: true })
  phoneFromOverdue!: number | null;

  @Field(() => Int, {
    description: 'Minutes without acknowledgement until an e-mail reminds (签收时限).',
  })
  @IntegerColumn({ name: 'acknowledge_minutes' })
  acknowledgeMinutes!: number;

  @Field(() => Int, { description: 'Minutes from that e-mail until a call is due (电话提醒间隔).' })
  @IntegerColumn({ name: 'phone_after_minutes' })
  phoneAfterMinutes!: number;

  @Field(() => Int, {
    description: 'Minutes until the next call after a call without an answer (无人接听再拨间隔).',
  })
  @IntegerColumn({ name: 'no_answer_minutes' })
  noAnswerMinutes!: number;

  @Field(() => Int, { description: 'Minutes until the next call when the number was wrong (错号再拨间隔).' })
  @IntegerColumn({ name: 'wrong_number_minutes' })
  wrongNumberMinutes!: number;

  @Field(() => Day, { description: 'First day on which it holds.' })
  @TextColumn(10, { name: 'effective_from' })
  effectiveFrom!: string;

  @Field(() => Day, {
    nullable: true,
    description: 'First day on which it no longer holds; null while it does.',
  })
  @TextColumn(10, { name: 'effective_to', nullable: true })
  effectiveTo!: string | null;
}
