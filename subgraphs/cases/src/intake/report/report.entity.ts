import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  FlagColumn,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  LongTextColumn,
  PrimaryUuid,
  RealColumn,
  TextColumn,
  UuidColumn,
} from '@ecogrid/database';
import { ReviewLevel } from '../../codes/index.ts';
import { GridMatch } from '../../neighbours/index.ts';
import { ReportState, SupervisedObjectKind, SuperiorLevel } from './report.vocabulary.ts';
import { VerificationAnswer } from '../../evidence/index.ts';

@Directive('@key(fields: "id")')
@ObjectType({ description: 'What somebody, or an instrument, said (上报). Article rows 24 and 34-35.' })
@Entity('report')
@Index('ix_report_case', ['caseId'])
@Index('ix_report_received', ['receivedAt', 'id'])
@Index('ix_report_state_received', ['state', 'receivedAt', 'id'])
@Index('ix_report_street_received', ['streetCode', 'receivedAt', 'id'])
@Index('ix_report_street_state_received', ['streetCode', 'state', 'receivedAt', 'id'])
@Index('ix_report_grid_received', ['gridCode', 'receivedAt', 'id'])
@Index('ix_report_grid_state_received', ['gridCode', 'state', 'receivedAt', 'id'])
@Index('ix_report_reporter_received', ['reporterId', 'receivedAt', 'id'])
@Index('ix_report_reporter_state_received', ['reporterId', 'state', 'receivedAt', 'id'])
@Index('ux_report_exceedance', ['exceedanceId'], { unique: true })
export class Report {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => ReportState, { description: 'Where it stands (状态).' })
  @TextColumn(24)
  state!: keyof typeof ReportState;

  @Field(() => Int, { description: 'Counts the changes of this report, from 1.' })
  @IntegerColumn()
  version!: number;

  @TextColumn(32, { name: 'channel_code' })
  channelCode!: string;

  @TextColumn(32, { name: 'category_code', nullable: true })
  categoryCode!: string | null;

  @Field(() => String, { description: 'What is reported, in the words of the reporter (描述).' })
  @LongTextColumn()
  description!: string;

  @TextColumn(15, { name: 'grid_code', nullable: true })
  gridCode!: string | null;

  @Field(() => GridMatch, {
    nullable: true,
    description: 'Why it lies in its grid (属地判定说明); null while it lies in none.',
  })
  @JsonColumn({ name: 'grid_match', nullable: true })
  gridMatch!: GridMatch | null;

  /** The street that the grid lies in; see `Case`. */
  @TextColumn(9, { name: 'street_code', nullable: true })
  streetCode!: string | null;

  @RealColumn({ nullable: true })
  longitude!: number | null;

  @RealColumn({ nullable: true })
  latitude!: number | null;

  @Field(() => String, { nullable: true, description: 'The place in words (地点描述); null when not said.' })
  @TextColumn(200, { name: 'place_description', nullable: true })
  placeDescription!: string | null;

  @Field(() => SupervisedObjectKind, {
    nullable: true,
    description: 'What kind of object it is about (监管对象类别); null when not known.',
  })
  @TextColumn(24, { name: 'object_kind', nullable: true })
  objectKind!: keyof typeof SupervisedObjectKind | null;

  @Field(() => String, {
    nullable: true,
    description: 'The name of the object (监管对象); null when not known.',
  })
  @TextColumn(120, { name: 'object_name', nullable: true })
  objectName!: string | null;

  @UuidColumn({ name: 'enterprise_id', nullable: true })
  enterpriseId!: string | null;

  @TextColumn(18, { name: 'enterprise_code', nullable: true })
  enterpriseCode!: string | null;

  @UuidColumn({ name: 'outlet_id', nullable: true })
  outletId!: string | null;

  @TextColumn(16, { name: 'pollutant_code', nullable: true })
  pollutantCode!: string | null;

  @UuidColumn({ name: 'exceedance_id', nullable: true })
  exceedanceId!: string | null;

  @TextColumn(16, { name: 'superior_level', nullable: true })
  superiorLevel!: keyof typeof SuperiorLevel | null;

  @TextColumn(64, { name: 'superior_document', nullable: true })
  superiorDocument!: string | null;

  @TextColumn(32, { name: 'campaign_code', nullable: true })
  campaignCode!: string | null;

  @UuidColumn({ name: 'camera_id', nullable: true })
  cameraId!: string | null;

  @TextColumn(64, { name: 'reporter_id', nullable: true })
  reporterId!: string | null;

  @UuidColumn({ name: 'case_id', nullable: true })
  caseId!: string | null;

  /** Copied from the channel at submission: what the channel demands later does not change what this one owes. */
  @Field(() => [ReviewLevel], { description: 'The levels that review it, in order (逐级审核).' })
  @JsonColumn({ name: 'review_levels' })
  reviewLevels!: Array<keyof typeof ReviewLevel>;

  @IntegerColumn({ name: 'reviews_done' })
  reviewsDone!: number;

  @FlagColumn({ name: 'is_declined' })
  isDeclined!: boolean;

  @FlagColumn({ name: 'needs_verification' })
  needsVerification!: boolean;

  @Field(() => VerificationAnswer, {
    nullable: true,
    description: 'What was found on site; null while nobody was asked or answered.',
  })
  @TextColumn(16, { nullable: true })
  verification!: keyof typeof VerificationAnswer | null;

  @Field(() => String, { nullable: true, description: 'Why it was rejected; null unless it was.' })
  @LongTextColumn({ name: 'rejection_reason', nullable: true })
  rejectionReason!: string | null;

  @Field(() => Date, { description: 'When it came in, UTC.' })
  @InstantColumn({ name: 'received_at' })
  receivedAt!: Date;
}

@ObjectType({ description: 'What one level of review decided (审核记录). Article rows 24 and 30.' })
@Entity('review')
@Index('ux_review_report_sequence', ['reportId', 'sequence'], { unique: true })
export class Review {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'report_id' })
  reportId!: string;

  @IntegerColumn()
  sequence!: number;

  @Field(() => ReviewLevel, { description: 'The level (层级).' })
  @TextColumn(16)
  level!: keyof typeof ReviewLevel;

  @Field(() => String, { description: 'APPROVED or DECLINED (审核意见).' })
  @TextColumn(16)
  decision!: string;

  @Field(() => String, { nullable: true, description: 'What was said with it; null when nothing was.' })
  @LongTextColumn({ nullable: true })
  note!: string | null;

  @TextColumn(64, { name: 'reviewer_id', nullable: true })
  reviewerId!: string | null;

  @Field(() => Date, { description: 'When it was decided, UTC.' })
  @InstantColumn()
  at!: Date;
}
