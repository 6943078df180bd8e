import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  LongTextColumn,
  PrimaryUuid,
  TextColumn,
  UuidColumn,
} from '@ecogrid/database';
import { CheckOutcome } from './check.vocabulary.ts';

@ObjectType({ description: 'A check of the handling of a case (核查记录). docs/domain.md row 41.' })
@Entity('case_check')
@Index('ux_case_check_case_round', ['caseId', 'round'], { unique: true })
export class CaseCheck {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'case_id' })
  caseId!: string;

  @Field(() => Int, { description: 'Counts the checks of the case, from 1.' })
  @IntegerColumn()
  round!: number;

  @TextColumn(64, { name: 'checker_id' })
  checkerId!: string;

  @Field(() => CheckOutcome, { description: 'The outcome of the check (核查结论).' })
  @TextColumn(16)
  outcome!: keyof typeof CheckOutcome;

  @Field(() => String, {
    nullable: true,
    description:
      'The reason of a failure, or the findings (说明); null without either, and for enterprises, BI and assessors.',
  })
  @LongTextColumn({ nullable: true })
  reason!: string | null;

  /** The tickets that a failure sends back. */
  @JsonColumn({ name: 'ticket_ids' })
  ticketIds!: string[];

  @Field(() => Date, { description: 'When it was recorded, UTC.' })
  @InstantColumn()
  at!: Date;
}
