import { Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  InstantColumn,
  LongTextColumn,
  PrimaryUuid,
  RealColumn,
  TextColumn,
  UuidColumn,
} from '@ecogrid/database';
import { VerificationAnswer } from './verification.vocabulary.ts';

@ObjectType({
  description: 'The verification of a report or a case on site (核实记录), with person and place.',
})
@Entity('verification')
@Index('ix_verification_subject', ['subjectId'])
export class Verification {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  /** The report or the case. */
  @UuidColumn({ name: 'subject_id' })
  subjectId!: string;

  @Field(() => VerificationAnswer, { description: 'The result of the verification (结论).' })
  @TextColumn(16)
  answer!: keyof typeof VerificationAnswer;

  @Field(() => String, {
    nullable: true,
    description: 'The findings (说明); null without findings, and for assessors.',
  })
  @LongTextColumn({ nullable: true })
  note!: string | null;

  @RealColumn({ nullable: true })
  longitude!: number | null;

  @RealColumn({ nullable: true })
  latitude!: number | null;

  @TextColumn(64, { name: 'verifier_id', nullable: true })
  verifierId!: string | null;

  @Field(() => Date, { description: 'When it was recorded, UTC.' })
  @InstantColumn()
  at!: Date;
}
