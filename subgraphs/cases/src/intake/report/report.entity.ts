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
import type { SupervisedObjectKind } from '@ecogrid/subgraph';
import { ReviewLevel } from '../../codes/index.ts';
import { GridMatch } from '../../neighbours/index.ts';
import { ReportState, ReviewDecision, SuperiorLevel } from './report.vocabulary.ts';
import { VerificationAnswer } from '../../evidence/index.ts';

@Directive('@key(fields: "id")')
@ObjectType({
  description: 'A report of a person or an instrument (上报). docs/domain.md rows 24 and 34-35.',
})
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

  @Field(() => ReportState, { description: 'The state of the report (状态).' })
  @TextColumn(24)
  state!: keyof typeof ReportState;

  @Field(() => Int, { description: 'Counts the changes of this report, from 1.' })
  @IntegerColumn()
  version!: number;

  @TextColumn(32, { name: 'channel_code' })
  channelCode!: string;

  @TextColumn(32, { name: 'category_code', nullable: true })
  categoryCode!: string | null;

  @LongTextColumn()
  description!: string;

  @TextColumn(15, { name: 'grid_code', nullable: true })
  gridCode!: string | null;

  @Field(() => GridMatch, {
    nullable: true,
    description: 'The reason for its grid (属地判定说明); null without a grid.',
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

  @TextColumn(200, { name: 'place_description', nullable: true })
  placeDescription!: string | null;

  @TextColumn(24, { name: 'object_kind', nullable: true })
  objectKind!: SupervisedObjectKind | null;

  @TextColumn(120, { name: 'object_name', nullable: true })
  objectName!: string | null;

  @UuidColumn({ name: 'object_id', nullable: true })
  supervisedObjectId!: string | null;

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

  /** Copied from the channel at submission: a later demand of the channel does not change the levels of this report. */
  @Field(() => [ReviewLevel], { description: 'The levels that review it, in order (逐级审核).' })
  @JsonColumn({ name: 'review_levels' })
  reviewLevels!: Array<keyof typeof ReviewLevel>;

  /** The people who decided at each level so far: two levels are two people. */
  @JsonColumn({ name: 'reviewer_ids' })
  reviewerIds!: string[];

  @IntegerColumn({ name: 'reviews_done' })
  reviewsDone!: number;

  @FlagColumn({ name: 'is_declined' })
  isDeclined!: boolean;

  @FlagColumn({ name: 'needs_verification' })
  needsVerification!: boolean;

  @Field(() => VerificationAnswer, {
    nullable: true,
    description: 'The result of the verification on site (核实结论); null without a verification.',
  })
  @TextColumn(16, { nullable: true })
  verification!: keyof typeof VerificationAnswer | null;

  @LongTextColumn({ name: 'rejection_reason', nullable: true })
  rejectionReason!: string | null;

  @Field(() => Date, { description: 'When it was observed, UTC (发现时间); as a rule when it came in.' })
  @InstantColumn({ name: 'observed_at' })
  observedAt!: Date;

  @Field(() => Date, { description: 'When it came in, UTC.' })
  @InstantColumn({ name: 'received_at' })
  receivedAt!: Date;
}

@ObjectType({ description: 'The decision of one level of review (审核记录). docs/domain.md rows 24 and 30.' })
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

  @Field(() => ReviewDecision, { description: 'The decision (审核意见).' })
  @TextColumn(16)
  decision!: keyof typeof ReviewDecision;

  @Field(() => String, {
    nullable: true,
    description: 'The note of the decision (审核意见); null without a note, and for assessors.',
  })
  @LongTextColumn({ nullable: true })
  note!: string | null;

  @TextColumn(64, { name: 'reviewer_id', nullable: true })
  reviewerId!: string | null;

  @Field(() => Date, { description: 'When it was decided, UTC.' })
  @InstantColumn()
  at!: Date;
}
