import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  FlagColumn,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  LongTextColumn,
  PrimaryUuid,
  TextColumn,
  UuidColumn,
} from '@ecogrid/database';
import { ResultKind } from '../codes/index.ts';
import { TicketRole } from '../intake/index.ts';
import { NO_DEADLINE } from '../case/index.ts';
import { streetOf } from '../kernel/index.ts';
import { TicketRequestKind, TicketState } from '../ticket/index.ts';

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'A transfer ticket (转办件): the task of one organization for a case. docs/domain.md rows 17 and 36-41.',
})
@Entity('ticket')
@Index('ux_ticket_number', ['number'], { unique: true })
@Index('ix_ticket_case', ['caseId'])
@Index('ix_ticket_issued', ['issuedAt', 'id'])
@Index('ix_ticket_state_issued', ['state', 'issuedAt', 'id'])
@Index('ix_ticket_state_due', ['state', 'dueOrder', 'id'])
@Index('ix_ticket_organization_issued', ['organizationCode', 'issuedAt', 'id'])
@Index('ix_ticket_organization_state_issued', ['organizationCode', 'state', 'issuedAt', 'id'])
@Index('ix_ticket_organization_state_due', ['organizationCode', 'state', 'dueOrder', 'id'])
@Index('ix_ticket_street_issued', ['streetCode', 'issuedAt', 'id'])
@Index('ix_ticket_street_state_issued', ['streetCode', 'state', 'issuedAt', 'id'])
@Index('ix_ticket_street_state_due', ['streetCode', 'state', 'dueOrder', 'id'])
@Index('ix_ticket_grid_issued', ['gridCode', 'issuedAt', 'id'])
@Index('ix_ticket_grid_state_issued', ['gridCode', 'state', 'issuedAt', 'id'])
@Index('ix_ticket_grid_state_due', ['gridCode', 'state', 'dueOrder', 'id'])
@Index('ix_ticket_due', ['dueAt'])
export class Ticket {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => String, {
    description: 'Number (转办编号): that of the case and a count, such as 2026-370871-000123-1.',
  })
  @TextColumn(32)
  number!: string;

  @UuidColumn({ name: 'case_id' })
  caseId!: string;

  @TextColumn(64, { name: 'organization_code' })
  organizationCode!: string;

  @Field(() => TicketRole, { description: 'The part of the organization (主办/协办).' })
  @TextColumn(16)
  role!: keyof typeof TicketRole;

  @Field(() => TicketState, { description: 'The state (状态). Overdue is no state: see isOverdue.' })
  @TextColumn(24)
  state!: keyof typeof TicketState;

  @Field(() => Int, { description: 'Counts the changes of this ticket, from 1.' })
  @IntegerColumn()
  version!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The instruction of the desk (办理要求); null without a further instruction.',
  })
  @LongTextColumn({ nullable: true })
  instruction!: string | null;

  @TextColumn(32, { name: 'category_code' })
  categoryCode!: string;

  /** The grid of the case, for the row rule and for routing of announced events. */
  @TextColumn(15, { name: 'grid_code' })
  gridCode!: string;

  /** The street that the grid lies in, as the case has it. */
  @TextColumn(9, { name: 'street_code', nullable: true })
  streetCode!: string | null;

  @FlagColumn({ name: 'is_urgent' })
  isUrgent!: boolean;

  /** Copied from the category at dispatch: a later demand does not change the levels of this report. */
  @Field(() => [ResultKind], { description: 'The typed results it must be answered with (须提交的结果).' })
  @JsonColumn({ name: 'result_kinds' })
  resultKinds!: Array<keyof typeof ResultKind>;

  /** Copied from the category at dispatch. */
  @Field(() => Boolean, {
    description: 'Whether it must be answered with a photo taken after the rectification (须附整改后照片).',
  })
  @FlagColumn({ name: 'needs_photo_after', default: false })
  needsPhotoAfter!: boolean;

  /** The step clock's length: minutes of the working-time calendar. */
  @IntegerColumn({ name: 'handling_minutes' })
  handlingMinutes!: number;

  /** The minutes that approved extensions added to the present step. */
  @IntegerColumn({ name: 'extended_minutes' })
  extendedMinutes!: number;

  @Field(() => Int, { description: 'The number of extensions of its deadline (延时次数).' })
  @IntegerColumn({ name: 'extension_count' })
  extensionCount!: number;

  /** Copied from the category at dispatch. */
  @Field(() => Int, { description: 'The maximum number of extensions of its deadline (延时次数上限).' })
  @IntegerColumn({ name: 'max_extensions' })
  maxExtensions!: number;

  @Field(() => TicketRequestKind, {
    nullable: true,
    description: 'The pending request of its organization (待审批的申请); null without a pending request.',
  })
  @TextColumn(16, { name: 'pending_request', nullable: true })
  pendingRequest!: keyof typeof TicketRequestKind | null;

  /** The requester; another person decides. */
  @TextColumn(64, { name: 'request_asked_by', nullable: true })
  requestAskedBy!: string | null;

  /** When the present step clock began: at dispatch, and at each rework. */
  @InstantColumn({ name: 'step_started_at' })
  stepStartedAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'Since when it is suspended, UTC (挂账时间): its clock is paused. Null while it is not.',
  })
  @InstantColumn({ name: 'suspended_at', nullable: true })
  suspendedAt!: Date | null;

  @Field(() => Date, { description: 'When it was issued, UTC (下发时间).' })
  @InstantColumn({ name: 'issued_at' })
  issuedAt!: Date;

  @Field(() => Date, {
    description:
      'When the present step is due, UTC (处置期限); a rework or an extension gives a new one. Of a suspended ticket the one it had; resuming gives a new one.',
  })
  @InstantColumn({ name: 'due_at' })
  dueAt!: Date;

  @Field(() => String, {
    nullable: true,
    description:
      'The version of the work calendar by which dueAt was computed (工作日历版本): see workCalendar. around-the-clock for an urgent ticket; null for tickets from before versions were kept.',
  })
  @TextColumn(64, { name: 'calendar_version', nullable: true })
  calendarVersion!: string | null;
  /**
   * The moment from which it is overdue; the end of time for a ticket that was answered, paused, returned or recalled
   * in time.
   */
  @InstantColumn({ name: 'due_order' })
  dueOrder!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When the organization acknowledged it, UTC (签收时间); null before.',
  })
  @InstantColumn({ name: 'acknowledged_at', nullable: true })
  acknowledgedAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was last answered, UTC (办结时间); null while it is not.',
  })
  @InstantColumn({ name: 'done_at', nullable: true })
  doneAt!: Date | null;

  @Field(() => Int, { description: 'The number of failed checks that led to rework (返工次数).' })
  @IntegerColumn({ name: 'rework_count' })
  reworkCount!: number;

  @LongTextColumn({ nullable: true })
  reason!: string | null;
}

/** The derived columns for lists of tickets. */
export function listedByTicket({
  gridCode,
  ...ticket
}: Pick<Ticket, 'gridCode' | 'state' | 'dueAt' | 'doneAt' | 'suspendedAt'>): Pick<
  Ticket,
  'streetCode' | 'dueOrder'
> {
  const mayBecomeOverdue = isTicketOverdue(ticket, NO_DEADLINE);
  return { streetCode: streetOf(gridCode), dueOrder: mayBecomeOverdue ? ticket.dueAt : NO_DEADLINE };
}

/**
 * Whether it was answered late, or is open beyond its deadline; a recalled or returned one is not. A suspended one is
 * as it was when its clock was paused.
 */
export function isTicketOverdue(
  { state, dueAt, doneAt, suspendedAt }: Pick<Ticket, 'state' | 'dueAt' | 'doneAt' | 'suspendedAt'>,
  now: Date,
): boolean {
  if (state === 'RECALLED' || state === 'RETURNED') return false;
  return (doneAt ?? suspendedAt ?? now) > dueAt;
}
