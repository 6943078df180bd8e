import { IdempotencyRecord, type DatabaseModel } from '@ecogrid/database';
import { EVENT_ENTITIES } from '@ecogrid/events';
import { KnownGrid } from '@ecogrid/territory';
import { Attachment, Verification } from './evidence/index.ts';
import { WorkCalendarDay, WorkCalendarVersion, ClockSegment } from './worktime/index.ts';
import { Campaign, Category, IntakeChannel, Guideline, GuidelineClause } from './codes/index.ts';
import { Case, CaseCounter, CaseParty, CaseEvent, CaseHistoryHead, CaseToken } from './case/index.ts';
import { CaseCheck, LookBack, Inspection, PopulationMember, PostSupervisionSample } from './review/index.ts';
import { Ticket, TicketRequest, TicketResult, Letter } from './dispatch/index.ts';
import { CaseDailyCount, VoidRequest } from './desk/index.ts';
import {
  CreateCases1767225600000,
  Deadlines1767225610000,
  CreateLetters1767225620000,
  IntakeByData1767225630000,
  RoutingAndGuidelines1767225630001,
  Photos1767225641000,
  ResultsAndFourEyes1767225640000,
  ListCases1767225650000,
  PostSupervision1767225680000,
  HotSpots1767225660000,
  ReportAllowances1767225670000,
} from './migrations/index.ts';
import { DeadlineNotice, DeadlinePolicy, PhoneReminder, ReminderLog } from './deadlines/index.ts';
import { Report, ReportAllowance, Review, RoutingRule } from './intake/index.ts';
import { KnownAppointment, KnownEnterprise, KnownOrganization } from './neighbours/index.ts';

export const CASES_MODEL: DatabaseModel = {
  entities: [
    ...EVENT_ENTITIES,
    IdempotencyRecord,
    KnownGrid,
    KnownOrganization,
    KnownAppointment,
    KnownEnterprise,
    WorkCalendarVersion,
    WorkCalendarDay,
    Category,
    IntakeChannel,
    RoutingRule,
    Guideline,
    GuidelineClause,
    Campaign,
    Report,
    Review,
    ReportAllowance,
    Case,
    CaseParty,
    CaseCounter,
    CaseToken,
    CaseDailyCount,
    CaseEvent,
    CaseHistoryHead,
    ClockSegment,
    Ticket,
    TicketResult,
    TicketRequest,
    CaseCheck,
    VoidRequest,
    LookBack,
    PostSupervisionSample,
    PopulationMember,
    Inspection,
    Attachment,
    Verification,
    Letter,
    DeadlinePolicy,
    DeadlineNotice,
    PhoneReminder,
    ReminderLog,
  ],
  migrations: [
    CreateCases1767225600000,
    Deadlines1767225610000,
    CreateLetters1767225620000,
    IntakeByData1767225630000,
    RoutingAndGuidelines1767225630001,
    ResultsAndFourEyes1767225640000,
    ListCases1767225650000,
    Photos1767225641000,
    PostSupervision1767225680000,
    HotSpots1767225660000,
    ReportAllowances1767225670000,
  ],
};
