import { IdempotencyRecord, type DatabaseModel } from '@ecogrid/database';
import { EVENT_ENTITIES } from '@ecogrid/events';
import { KnownGrid } from '@ecogrid/territory';
import { Attachment } from './attachment/index.ts';
import { WorkCalendarDay, WorkCalendarVersion } from './calendar/index.ts';
import { Campaign } from './campaign/index.ts';
import { Case, CaseCounter, CaseParty } from './case/index.ts';
import { Category, IntakeChannel } from './category/index.ts';
import { CaseCheck } from './check/index.ts';
import { ClockSegment } from './clock/index.ts';
import { Ticket, TicketRequest, TicketResult } from './dispatch/index.ts';
import { Guideline, GuidelineClause } from './guideline/index.ts';
import { CaseEvent, CaseHistoryHead } from './history/index.ts';
import { CaseDailyCount } from './hot-spot/index.ts';
import { LookBack } from './look-back/index.ts';
import { Letter } from './mail/index.ts';
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
import { DeadlineNotice, DeadlinePolicy } from './notice/index.ts';
import { Inspection, PopulationMember, PostSupervisionSample } from './post-supervision/index.ts';
import { PhoneReminder, ReminderLog } from './reminder/index.ts';
import { Report, ReportAllowance, Review } from './report/index.ts';
import { RoutingRule } from './routing/index.ts';
import { CaseToken } from './search/index.ts';
import { KnownAppointment, KnownEnterprise, KnownOrganization } from './territory/index.ts';
import { Verification } from './verification/index.ts';
import { VoidRequest } from './void/index.ts';

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
