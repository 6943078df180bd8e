import type { Database } from '@ecogrid/database';
import type { Outbox } from '@ecogrid/events';
import type { Clock, Logger } from '@ecogrid/service';
import { GridProjection } from '@ecogrid/territory';
import {
  AttachmentRepository,
  AttachmentService,
  SignedAddresses,
  type AttachmentStore,
  VerificationRepository,
  VerificationService,
} from './evidence/index.ts';
import {
  WorkCalendarRepository,
  WorkCalendars,
  WorkCalendarService,
  ClockSegmentRepository,
} from './worktime/index.ts';
import { CampaignRepository, CategoryRepository, GuidelineRepository } from './codes/index.ts';
import {
  CaseAdoption,
  CaseChanges,
  CaseCredit,
  CaseRepository,
  CaseService,
  ExceedanceIntake,
  HistoryRepository,
  HistoryService,
  SearchRepository,
} from './case/index.ts';
import {
  CaseCheckRepository,
  CheckService,
  CloseService,
  LookBackRepository,
  LookBackService,
  Reopening,
  InspectionRepository,
  InspectionService,
  SampleRepository,
  SampleService,
} from './review/index.ts';
import {
  DispatchService,
  TicketChanges,
  TicketLetters,
  TicketRepository,
  TicketRequestRepository,
  TicketRequestService,
  TicketService,
  TicketSettlement,
  LetterRepository,
  LetterService,
  MailOutbox,
} from './dispatch/index.ts';
import {
  HotSpotCounter,
  HotSpotRepository,
  HotSpotService,
  DuplicateRepository,
  MergeService,
  MoveService,
  VoidRequestRepository,
  VoidService,
} from './desk/index.ts';
import {
  CaseDeadlines,
  DeadlineNoticeRepository,
  DeadlinePolicyRepository,
  EscalationHistory,
  NoticePlanner,
  NoticeScheduler,
  TicketDeadlines,
  UnacknowledgedLetters,
  ReminderRepository,
  ReminderService,
  ReminderTasks,
} from './deadlines/index.ts';
import {
  AllowanceRepository,
  PublicReports,
  ReportChanges,
  ReportIntake,
  ReportRepository,
  ReportService,
  type PublicReportLimits,
  RoutingRepository,
  RoutingService,
} from './intake/index.ts';
import { GridLocator, ProjectionRepository } from './neighbours/index.ts';
import { UploadService } from './upload/index.ts';

export interface Surroundings {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Six digits: the division that cases are numbered in. */
  readonly divisionCode: string;
  /** How many anonymous reports are taken. */
  readonly publicReportLimits: PublicReportLimits;
  /** The domain of the Message-ID of e-mails. */
  readonly mailDomain: string;
  /** Proves the addresses of photos. */
  readonly uploadSecret: string;
  /** Where the contents of photos are kept. */
  readonly store: AttachmentStore;
}

/** Repositories and services, put together in the order of the features. */
export function partsOf(surroundings: Surroundings) {
  const { database, clock } = surroundings;
  const repositories = repositoriesOf(database);
  const history = new HistoryService(repositories.lines, clock);
  const locator = new GridLocator({ ...repositories, clock });
  const mail = new MailOutbox({ ...surroundings, ...repositories });
  const workCalendars = new WorkCalendars({ ...repositories, clock });
  const photos = new AttachmentService({ ...repositories, clock });
  const verifying = new VerificationService({ ...repositories, photos, clock });
  const addresses = new SignedAddresses(surroundings.uploadSecret, clock);
  const kept = { history, locator, mail, workCalendars, photos, verifying, addresses };
  const base = { ...surroundings, ...repositories, ...kept, scope: { database, clock } };
  const reportChanges = new ReportChanges(base);
  const planner = new NoticePlanner(base);
  const reminderTasks = new ReminderTasks(base);
  const followers = followersOf({ ...base, planner }, reminderTasks);
  const changes = new CaseChanges({ ...base, ...followers });
  const credit = new CaseCredit({ ...base, changes });
  const adoption = new CaseAdoption({ ...base, ...followers, changes, credit, reports: reportChanges });
  const ticketLetters = new TicketLetters(base);
  const ticketChanges = new TicketChanges({ ...base, ...followers, ticketLetters });
  const reopening = new Reopening({ ...base, changes });
  const inspecting = new InspectionService({ ...base, changes, reopening });
  const publicReports = new PublicReports(base);
  const intake = new ReportIntake(base);
  const reporting = new ReportService({ ...base, intake, publicReports, changes: reportChanges });
  const settlement = new TicketSettlement({ ...base, caseChanges: changes });
  const handling = { ...base, caseChanges: changes, ticketChanges, settlement };
  return {
    ...base,
    calendaring: new WorkCalendarService(base),
    reporting,
    publicReports,
    filing: new CaseService({ ...base, changes, credit, adoption, reports: reporting }),
    exceedances: new ExceedanceIntake({ ...base, reportChanges, adoption }),
    dispatching: new DispatchService(handling),
    ticketing: new TicketService(handling),
    requesting: new TicketRequestService(handling),
    checking: new CheckService({ ...base, changes, ticketChanges }),
    closing: new CloseService({ ...base, changes }),
    lookingBack: new LookBackService({ ...base, changes, reopening }),
    sampling: new SampleService(base),
    inspecting,
    routes: new RoutingService(base),
    correspondence: new LetterService(base),
    hotSpots: new HotSpotService(repositories.dailyCounts),
    merging: new MergeService({ ...base, changes, credit }),
    moving: new MoveService({ ...base, changes, ticketChanges }),
    planner,
    scheduler: new NoticeScheduler({
      ...base,
      effects: [
        new EscalationHistory(base),
        reminderTasks,
        new UnacknowledgedLetters({ ...base, ticketLetters }),
      ],
    }),
    reminding: new ReminderService(base),
    voiding: new VoidService({ ...base, changes, ticketChanges }),
    uploading: new UploadService({ ...base, reporting, changes, ticketChanges, inspecting }),
  };
}

/** The effects of changes of cases and tickets, in their transaction. */
function followersOf(
  parts: ConstructorParameters<typeof TicketDeadlines>[0] & { readonly dailyCounts: HotSpotRepository },
  calls: ReminderTasks,
) {
  return {
    caseFollowers: [new CaseDeadlines(parts), calls.ofCases, new HotSpotCounter(parts.dailyCounts)],
    ticketFollowers: [new TicketDeadlines(parts), calls],
  };
}

function repositoriesOf(database: Database) {
  const search = new SearchRepository(database);
  return {
    search,
    grids: new GridProjection(database),
    projections: new ProjectionRepository(database),
    calendars: new WorkCalendarRepository(database),
    categories: new CategoryRepository(database),
    routing: new RoutingRepository(database),
    guidelines: new GuidelineRepository(database),
    campaigns: new CampaignRepository(database),
    lines: new HistoryRepository(database),
    clocks: new ClockSegmentRepository(database),
    reports: new ReportRepository(database),
    allowances: new AllowanceRepository(database),
    cases: new CaseRepository(database, search),
    tickets: new TicketRepository(database),
    requests: new TicketRequestRepository(database),
    checks: new CaseCheckRepository(database),
    lookBacks: new LookBackRepository(database),
    samples: new SampleRepository(database),
    inspections: new InspectionRepository(database),
    duplicates: new DuplicateRepository(database),
    dailyCounts: new HotSpotRepository(database),
    letters: new LetterRepository(database),
    policies: new DeadlinePolicyRepository(database),
    notices: new DeadlineNoticeRepository(database),
    reminders: new ReminderRepository(database),
    voidRequests: new VoidRequestRepository(database),
    attachments: new AttachmentRepository(database),
    verifications: new VerificationRepository(database),
  };
}
export type Parts = ReturnType<typeof partsOf>;
