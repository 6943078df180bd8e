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
import type { GeoPosition } from '@ecogrid/subgraph';
import { Day, type SupervisedObjectKind } from '@ecogrid/subgraph';
import { CloseCriterion } from '../codes/index.ts';
import type { SuperiorLevel } from '../intake/index.ts';
import { GridMatch } from '../neighbours/index.ts';
import { VerificationAnswer } from '../evidence/index.ts';
import { streetOf } from '../kernel/index.ts';
import { CaseState } from './workflow/index.ts';

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'A case (案卷): one matter under the responsibility of the desk, from its first report to its closing. See docs/domain.md §4.',
})
@Entity('supervision_case')
@Index('ux_case_number', ['number'], { unique: true })
@Index('ix_case_created', ['createdAt', 'id'])
@Index('ix_case_updated', ['updatedAt', 'id'])
@Index('ix_case_street_updated', ['streetCode', 'updatedAt', 'id'])
@Index('ix_case_grid_updated', ['gridCode', 'updatedAt', 'id'])
@Index('ix_case_credit_code_updated', ['enterpriseCode', 'updatedAt', 'id'])
@Index('ix_case_state_created', ['state', 'createdAt', 'id'])
@Index('ix_case_state_due', ['state', 'dueOrder', 'id'])
@Index('ix_case_street_created', ['streetCode', 'createdAt', 'id'])
@Index('ix_case_street_state_created', ['streetCode', 'state', 'createdAt', 'id'])
@Index('ix_case_street_state_due', ['streetCode', 'state', 'dueOrder', 'id'])
@Index('ix_case_grid_created', ['gridCode', 'createdAt', 'id'])
@Index('ix_case_grid_state_created', ['gridCode', 'state', 'createdAt', 'id'])
@Index('ix_case_grid_state_due', ['gridCode', 'state', 'dueOrder', 'id'])
@Index('ix_case_category_created', ['categoryCode', 'createdAt', 'id'])
@Index('ix_case_category_state_created', ['categoryCode', 'state', 'createdAt', 'id'])
@Index('ix_case_category_state_due', ['categoryCode', 'state', 'dueOrder', 'id'])
@Index('ix_case_credit_code_created', ['enterpriseCode', 'createdAt', 'id'])
@Index('ix_case_credit_code_state_created', ['enterpriseCode', 'state', 'createdAt', 'id'])
@Index('ix_case_credit_code_state_due', ['enterpriseCode', 'state', 'dueOrder', 'id'])
@Index('ix_case_closed', ['closedAt'])
@Index('ix_case_merged_into', ['mergedIntoId'])
@Index('ix_case_object_created', ['supervisedObjectId', 'createdAt'])
@Index('ix_case_outlet_pollutant', ['outletId', 'pollutantCode'])
export class Case {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => String, {
    description: 'Number (案卷编号): year, division and a six-digit count, such as 2026-370871-000123.',
  })
  @TextColumn(24)
  number!: string;

  @Field(() => CaseState, { description: 'The state (状态). Overdue is no state: see isOverdue.' })
  @TextColumn(24)
  state!: keyof typeof CaseState;

  @Field(() => Int, { description: 'Counts the changes of this case, from 1.' })
  @IntegerColumn()
  version!: number;

  @Field(() => String, { description: 'The title, one line (标题).' })
  @TextColumn(200)
  title!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The summary by the desk (案情摘要), for every reader of the case; null until the desk has written it. The words of a reporter stay with the report.',
  })
  @LongTextColumn({ nullable: true })
  summary!: string | null;

  @TextColumn(32, { name: 'channel_code' })
  channelCode!: string;

  @TextColumn(32, { name: 'category_code', nullable: true })
  categoryCode!: string | null;

  @Field(() => Boolean, { description: 'Whether it is urgent (紧急): its clocks run 24 hours a day.' })
  @FlagColumn({ name: 'is_urgent' })
  isUrgent!: boolean;

  @Field(() => Boolean, { description: 'Whether a superior assigned it (上级交办).' })
  @FlagColumn({ name: 'is_superior' })
  isSuperior!: boolean;

  @TextColumn(15, { name: 'grid_code', nullable: true })
  gridCode!: string | null;

  @Field(() => GridMatch, {
    nullable: true,
    description: 'The reason for its grid (属地判定说明); null without a grid.',
  })
  @JsonColumn({ name: 'grid_match', nullable: true })
  gridMatch!: GridMatch | null;

  /** The street that the grid lies in: an index finds the rows in it by equality, and keeps it in order. */
  @TextColumn(9, { name: 'street_code', nullable: true })
  streetCode!: string | null;

  @RealColumn({ nullable: true })
  longitude!: number | null;

  @RealColumn({ nullable: true })
  latitude!: number | null;

  /** The kind of the object: of one that the register holds, or as the reporter said. Lists and routes ask for it. */
  @TextColumn(24, { name: 'object_kind', nullable: true })
  objectKind!: SupervisedObjectKind | null;

  /** The name of the object: of one that the register holds, or the name by the desk. E-mails and the search ask for it. */
  @TextColumn(120, { name: 'object_name', nullable: true })
  objectName!: string | null;

  /** The object of the register; null for a place outside. */
  @UuidColumn({ name: 'object_id', nullable: true })
  supervisedObjectId!: string | null;

  @TextColumn(18, { name: 'enterprise_code', nullable: true })
  enterpriseCode!: string | null;

  @UuidColumn({ name: 'outlet_id', nullable: true })
  outletId!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'HJ 212 code of the factor that exceeded its limit, such as w01018; null when no instrument reported.',
  })
  @TextColumn(16, { name: 'pollutant_code', nullable: true })
  pollutantCode!: string | null;

  @TextColumn(16, { name: 'superior_level', nullable: true })
  superiorLevel!: keyof typeof SuperiorLevel | null;

  @TextColumn(64, { name: 'superior_document', nullable: true })
  superiorDocument!: string | null;

  @TextColumn(32, { name: 'campaign_code', nullable: true })
  campaignCode!: string | null;

  @UuidColumn({ name: 'camera_id', nullable: true })
  cameraId!: string | null;

  /** Of this case and of those merged into it, the report that came in first. */
  @UuidColumn({ name: 'first_report_id' })
  firstReportId!: string;

  /** The reporter with the credit; null for anonymous reports and for instruments. */
  @TextColumn(64, { name: 'reporter_id', nullable: true })
  reporterId!: string | null;

  @FlagColumn({ name: 'needs_verification' })
  needsVerification!: boolean;

  @Field(() => VerificationAnswer, {
    nullable: true,
    description: 'The result of the verification before acceptance (核实结论); null without a verification.',
  })
  @TextColumn(16, { nullable: true })
  verification!: keyof typeof VerificationAnswer | null;

  @Field(() => Boolean, {
    description: 'Whether a request to void the case is pending (作废待审批).',
  })
  @FlagColumn({ name: 'is_void_asked' })
  isVoidAsked!: boolean;

  /** The requester of the voiding; another person decides. */
  @TextColumn(64, { name: 'void_asked_by', nullable: true })
  voidAskedBy!: string | null;

  /** The state to go back to when it is unmerged. */
  @TextColumn(24, { name: 'state_before', nullable: true })
  stateBefore!: keyof typeof CaseState | null;

  @UuidColumn({ name: 'merged_into_id', nullable: true })
  mergedIntoId!: string | null;

  @LongTextColumn({ nullable: true })
  reason!: string | null;

  @TextColumn(64, { name: 'lead_organization_code', nullable: true })
  leadOrganizationCode!: string | null;

  /** The organizations with a ticket of this case, as `case_party` has them: for the row rule. */
  @JsonColumn({ name: 'organization_codes' })
  organizationCodes!: string[];

  /** Tickets that are neither done nor recalled; a returned lead is one until it is replaced. Counted in place, so that two that are done at once leave 0. */
  @IntegerColumn({ name: 'open_tickets' })
  openTickets!: number;

  @Field(() => Boolean, {
    description: 'Whether its lead ticket was returned or recalled, and it waits for another (待重新派遣).',
  })
  @FlagColumn({ name: 'is_without_lead' })
  isWithoutLead!: boolean;

  @Field(() => Int, {
    description:
      'The number of misdispatches: dispatches that one organization returned and another received (误派次数).',
  })
  @IntegerColumn({ name: 'misdispatch_count' })
  misdispatchCount!: number;

  @TextColumn(64, { name: 'checker_id', nullable: true })
  checkerId!: string | null;

  @Field(() => Int, { description: 'The number of failed checks that led to rework (返工次数).' })
  @IntegerColumn({ name: 'rework_count' })
  reworkCount!: number;

  @Field(() => [CloseCriterion], {
    description: 'The close criteria that were not met at the last check (未满足的结案条件).',
  })
  @JsonColumn({ name: 'unmet_criteria' })
  unmetCriteria!: Array<keyof typeof CloseCriterion>;

  @Field(() => Date, { description: 'When it was opened, UTC.' })
  @InstantColumn({ name: 'created_at' })
  createdAt!: Date;

  @Field(() => Date, { description: 'When its version changed last, UTC (更新时间).' })
  @InstantColumn({ name: 'updated_at' })
  updatedAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was filed, UTC (立案时间): the business clock starts. Null before.',
  })
  @InstantColumn({ name: 'filed_at', nullable: true })
  filedAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'When it is due to be closed, UTC (结案期限): the business clock, which never resets. Null before filing.',
  })
  @InstantColumn({ name: 'due_at', nullable: true })
  dueAt!: Date | null;

  /** The business clock's length, copied from the category at filing: minutes of the work calendar. */
  @IntegerColumn({ name: 'closing_minutes', nullable: true })
  closingMinutes!: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The version of the work calendar by which dueAt was computed (工作日历版本): see workCalendar. around-the-clock for an urgent case; null before filing.',
  })
  @TextColumn(64, { name: 'calendar_version', nullable: true })
  calendarVersion!: string | null;

  /** The moment from which it is overdue; the end of time without a deadline, and for a case closed in time. */
  @InstantColumn({ name: 'due_order' })
  dueOrder!: Date;

  @Field(() => Day, {
    nullable: true,
    description: 'The day by which it is to be looked back at (应回头看日期); null when it is not.',
  })
  @TextColumn(10, { name: 'look_back_due_on', nullable: true })
  lookBackDueOn!: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When a failed look-back reopened it last, UTC (重新立案时间); null when none did.',
  })
  @InstantColumn({ name: 'reopened_at', nullable: true })
  reopenedAt!: Date | null;

  @Field(() => Int, { description: 'The number of failed look-backs that reopened it (回头看不通过次数).' })
  @IntegerColumn({ name: 'reopen_count' })
  reopenCount!: number;

  /** The look-back whose failure reopened it last. */
  @UuidColumn({ name: 'reopened_by_look_back_id', nullable: true })
  reopenedByLookBackId!: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was closed, UTC (结案时间); null before, and once reopened.',
  })
  @InstantColumn({ name: 'closed_at', nullable: true })
  closedAt!: Date | null;
}

/** For cases without a deadline. */
export const NO_DEADLINE = new Date('9999-12-31T00:00:00.000Z');

/** The columns of a new case that its reports do not decide: nothing was done yet, and the business clock starts at filing. */
export function untouched() {
  return {
    isVoidAsked: false,
    voidAskedBy: null,
    stateBefore: null,
    mergedIntoId: null,
    reason: null,
    leadOrganizationCode: null,
    organizationCodes: [],
    openTickets: 0,
    isWithoutLead: false,
    misdispatchCount: 0,
    checkerId: null,
    reworkCount: 0,
    unmetCriteria: [],
    filedAt: null,
    dueAt: null,
    closingMinutes: null,
    calendarVersion: null,
    lookBackDueOn: null,
    reopenedAt: null,
    reopenCount: 0,
    reopenedByLookBackId: null,
    closedAt: null,
  } satisfies Partial<Case>;
}

/** The derived columns for lists of cases. */
export function listedBy({
  gridCode,
  dueAt,
  closedAt,
}: Pick<Case, 'gridCode' | 'dueAt' | 'closedAt'>): Pick<Case, 'streetCode' | 'dueOrder'> {
  const isInTime = dueAt === null || (closedAt !== null && closedAt <= dueAt);
  return { streetCode: streetOf(gridCode), dueOrder: isInTime ? NO_DEADLINE : dueAt };
}

/** Whether it was closed late, or is open beyond its deadline. */
export function isOverdue({ dueAt, closedAt }: Pick<Case, 'dueAt' | 'closedAt'>, now: Date): boolean {
  return dueAt !== null && (closedAt ?? now) > dueAt;
}

/** The place; null when it is not known. */
export function placeOf({ longitude, latitude }: Pick<Case, 'longitude' | 'latitude'>): GeoPosition | null {
  return longitude !== null && latitude !== null ? { longitude, latitude } : null;
}
