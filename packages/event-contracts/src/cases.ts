import { z } from 'zod';
import { audit, changedBy, code, day, gridCode, id, instant, version } from './words.ts';

const caseState = z.enum([
  ...(['REPORTED', 'VERIFYING', 'ACCEPTED', 'REJECTED', 'MERGED', 'FILED', 'DISPATCHED'] as const),
  ...(['FEEDBACK', 'CHECKING', 'CHECKED', 'CLOSED', 'LOOKBACK', 'REOPENED', 'VOID'] as const),
]);
const ticketState = z.enum(['ISSUED', 'HANDLING', 'SUSPENDED', 'RETURNED', 'DONE', 'RECALLED']);
const reportState = z.enum(['RECEIVED', 'UNDER_REVIEW', 'ADOPTED', 'REJECTED']);
const noticeKind = z.enum([
  ...(['WARNING_FRACTION', 'WARNING_LEAD', 'OVERDUE'] as const),
  ...(['UNACKNOWLEDGED_MAIL', 'UNACKNOWLEDGED_PHONE', 'LOOK_BACK_DUE'] as const),
]);

/** The fields that decide the right to see the change; `was` holds those of the state before, after a move. */
const caseChange = z.object({
  caseId: id,
  state: caseState,
  version,
  action: z.string(),
  from: caseState.nullable(),
  by: changedBy,
  gridCode: gridCode.nullable(),
  enterpriseCode: z.string().nullable(),
  organizationCodes: z.array(code),
  was: z.object({ gridCode: gridCode.nullable(), enterpriseCode: z.string().nullable() }).optional(),
});

const ticketChange = z.object({
  ticketId: id,
  caseId: id,
  organizationCode: code,
  gridCode,
  state: ticketState,
  version,
  action: z.string(),
  from: ticketState.nullable(),
  by: changedBy,
  was: z.object({ gridCode }).optional(),
});

const notice = z.object({
  noticeId: id,
  kind: noticeKind,
  action: z.enum(['warn', 'escalate', 'remind']),
  /** Of the ticket, or of the case, when it went out. */
  state: z.union([caseState, ticketState]),
  count: z.int(),
  escalationLevel: z.enum(['OPERATOR', 'GRID_HEAD', 'SHIFT_LEADER']).nullable(),
  deadlineAt: instant,
  caseId: id,
  ticketId: id.nullable(),
  organizationCode: code.nullable(),
  gridCode,
});

/** The common fields of the facts that are scored: a case that is filed has a category and lies in a grid. */
const ofCase = { caseId: id, number: z.string(), categoryCode: code, gridCode };

/** The events of cases that assessment scores. */
const facts = {
  CaseFiled: z.object({
    ...ofCase,
    channel: code,
    supervisedObjectId: id.nullable(),
    reporterId: id.nullable(),
    filedAt: instant,
    isOnTime: z.boolean(),
  }),
  CaseCredited: z.object({ ...ofCase, channel: code, reporterId: id.nullable() }),
  TicketSettled: z.object({
    ...ofCase,
    channel: code,
    ticketId: id,
    organizationCode: code,
    kind: z.string(),
    reworkCount: z.int(),
    isOnTime: z.boolean(),
  }),
  CheckFailed: z.object({
    ...ofCase,
    ticketId: id,
    organizationCode: code,
    reason: z.string(),
    count: z.int(),
  }),
  CaseClosed: z.object({
    ...ofCase,
    channel: code,
    leadOrganizationCode: code.nullable(),
    reporterId: id.nullable(),
    reworkCount: z.int(),
    isSuperior: z.boolean(),
    closedAt: instant,
    isOnTime: z.boolean(),
  }),
  LookBackFailed: z.object({
    ...ofCase,
    lookBackId: id,
    supervisedObjectId: id.nullable(),
    leadOrganizationCode: code.nullable(),
    count: z.int(),
  }),
};

/** A whole version of the work calendar: a subgraph that keeps it needs no other. */
const workCalendar = z.object({
  version: z.string(),
  source: z.string(),
  effectiveFrom: instant,
  publishedAt: instant,
  /** 0 is Sunday. */
  workingWeekdays: z.array(z.int().min(0).max(6)),
  /** Minutes after local midnight. */
  sessions: z.array(z.object({ startMinute: z.int(), endMinute: z.int() })),
  /** The days that notices change. */
  days: z.array(z.object({ date: day, isWorkday: z.boolean() })),
});

/** The events of cases. */
export const casesContracts = {
  AuditRecorded: audit,
  ...facts,
  CaseChanged: caseChange,
  TicketAssigned: ticketChange,
  TicketChanged: ticketChange,
  TicketReturned: ticketChange,
  TicketRecalled: ticketChange,
  ReportChanged: z.object({
    reportId: id,
    state: reportState,
    version,
    action: z.string(),
    from: reportState.nullable(),
    by: changedBy,
    gridCode: gridCode.nullable(),
    caseId: id.nullable(),
    reporterId: id.nullable(),
  }),
  ExtensionDecided: z.object({
    ticketId: id,
    caseId: id,
    organizationCode: code,
    gridCode,
    decision: z.enum(['APPROVED', 'DECLINED', 'WITHDRAWN']),
    dueAt: instant,
    from: ticketState,
    state: ticketState,
    by: changedBy,
  }),
  DeadlineWarning: notice,
  DeadlineOverdue: notice,
  TicketUnacknowledged: notice,
  LookBackDue: notice,
  ReminderLogged: z.object({
    reminderId: id,
    logId: id,
    ticketId: id,
    caseId: id,
    organizationCode: code,
    gridCode,
    outcome: z.string(),
  }),
  EmailResent: z.object({ emailId: id, caseId: id, ticketId: id, organizationCode: code }),
  WorkCalendarPublished: workCalendar,
  RoutingRuleChanged: z.object({ ruleId: id, code, version, action: z.enum(['publish', 'end']) }),
  SampleDrawn: z.object({
    sampleId: id,
    seed: z.string(),
    populationCount: z.int(),
    populationHash: z.string(),
    sampleCount: z.int(),
  }),
  InspectionRecorded: z.object({
    inspectionId: id,
    sampleId: id,
    caseId: id,
    number: z.string(),
    outcome: z.string(),
  }),
};
