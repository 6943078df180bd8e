import { Database } from '@ecogrid/database';
import { DatabaseEventLog } from '@ecogrid/events';
import { DISTRICT_CODE } from '@ecogrid/seed-district';
import { assemble, type RunningSubgraph, type SubgraphOptions } from '@ecogrid/subgraph';
import {
  AttachmentResolver,
  DiskStore,
  attachmentDoor,
  attachmentSweep,
  type AttachmentSettings,
  VerificationResolver,
} from './evidence/index.ts';
import { WorkCalendarResolver, seedCalendar } from './worktime/index.ts';
import {
  CampaignResolver,
  CategoryResolver,
  CategoryGuidelineResolver,
  GuidelineResolver,
} from './codes/index.ts';
import {
  CaseCountResolver,
  CaseCreditResolver,
  CaseHistoryResolver,
  CaseMutations,
  CaseResolver,
  CaseSourceResolver,
  CaseSubscription,
  EnterpriseCasesResolver,
  GridCasesResolver,
  OutletCasesResolver,
  ReportCaseResolver,
  SuggestedRouteResolver,
  enterprisesConsumer,
  CaseEventResolver,
} from './case/index.ts';
import {
  RoutingResolver,
  ReportCountResolver,
  ReportResolver,
  ReportSourceResolver,
  ReviewResolver,
  type PublicReportLimits,
} from './intake/index.ts';
import {
  CaseCheckResolver,
  CheckResolver,
  CaseLookBackResolver,
  LookBackResolver,
  CaseInspectionsResolver,
  InspectionResolver,
  PopulationMemberResolver,
  SampleResolver,
} from './review/index.ts';
import {
  CaseTicketsResolver,
  EnforcementResultResolver,
  LetterTicketResolver,
  OrganizationTicketsResolver,
  RectificationResultResolver,
  TicketCountResolver,
  TicketLettersResolver,
  TicketMutations,
  TicketRequestMutations,
  TicketRequestResolver,
  TicketResolver,
  TicketResultResolver,
  TicketSubscription,
  VerificationResultResolver,
  LetterResolver,
  openPostOffice,
  type MailOptions,
} from './dispatch/index.ts';
import {
  CategoryCountResolver,
  HotSpotResolver,
  MergeResolver,
  MoveResolver,
  VoidRequestResolver,
  VoidResolver,
} from './desk/index.ts';
import { CASES_MODEL } from './model.ts';
import { partsOf, type Parts } from './parts.ts';
import {
  CaseNoticesResolver,
  DeadlinePolicyResolver,
  DeadlineSubscription,
  ExtensionSubscription,
  LookBackSubscription,
  TicketNoticesResolver,
  seedDeadlinePolicies,
  PhoneReminderResolver,
  ReminderLogResolver,
  TicketRemindersResolver,
} from './deadlines/index.ts';
import { casesSchema } from './schema.ts';
import { seedCases } from './seed/index.ts';
import { GridCandidateResolver, GridMatchResolver, territoryConsumer } from './neighbours/index.ts';
import { UploadResolver } from './upload/index.ts';

export interface CasesOptions extends SubgraphOptions {
  /** How letters to organizations leave. */
  readonly mail: MailOptions;
  readonly attachments: AttachmentSettings;
  readonly publicReports: PublicReportLimits;
}

/** Starts the cases subgraph: reports, cases and tickets (上报、案卷与转办). */
export async function startCases(options: CasesOptions): Promise<RunningSubgraph> {
  const database = await Database.open({ url: options.databaseUrl, ...CASES_MODEL });
  const { logger, clock, metrics, mail, attachments } = options;
  const log = await DatabaseEventLog.open({ database, source: 'cases', logger });
  await seedCalendar(database);
  await seedDeadlinePolicies(database);
  if (options.seed) await seedCases(database);
  const parts = partsOf({
    ...{ database, outbox: log.outbox, clock, logger },
    ...{ divisionCode: DISTRICT_CODE, mailDomain: mail.domain, publicReportLimits: options.publicReports },
    ...{ uploadSecret: attachments.secret, store: new DiskStore(attachments.directory) },
  });
  const { cases, tickets, reports } = parts;
  const deadlines = parts.scheduler.job();
  parts.planner.whenPlanned(() => deadlines.wake());
  const postmen = openPostOffice({ ...parts, outbox: parts.mail, logger, metrics, mail });
  return assemble(options, {
    definition: casesSchema,
    database,
    log,
    consumers: {
      grids: territoryConsumer({ ...parts, logger }),
      enterprises: enterprisesConsumer({ ...parts, logger, intake: parts.exceedances }),
    },
    jobs: [
      deadlines,
      ...postmen,
      attachmentSweep({ ...parts, logger }),
      parts.publicReports.forgetting(logger),
    ],
    http: attachmentDoor(parts),
    resolvers: resolversOf(parts),
    references: {
      Case: ({ id }, context) => context.load(cases.byId, id ?? ''),
      Ticket: ({ id }, context) => context.load(tickets.byId, id ?? ''),
      Report: ({ id }, context) => context.load(reports.byId, id ?? ''),
      Grid: ({ code }) => Promise.resolve({ code }),
      Organization: ({ code }) => Promise.resolve({ code }),
      Enterprise: ({ id }) => Promise.resolve({ id }),
      Outlet: ({ id }) => Promise.resolve({ id }),
    },
  });
}

function resolversOf(parts: Parts): object[] {
  const { clock, cases, tickets, reports, categories } = parts;
  return [
    new WorkCalendarResolver(parts.calendaring, parts.calendars, clock),
    new CategoryResolver(categories, clock),
    new GuidelineResolver(parts.guidelines, clock),
    new CategoryGuidelineResolver(parts.guidelines, clock),
    new RoutingResolver({ ...parts, service: parts.routes }),
    new CampaignResolver(parts.campaigns),
    new ReportResolver(parts.reporting, reports, categories, parts.attachments, parts.verifications),
    new ReportSourceResolver(parts.campaigns),
    new ReviewResolver(),
    new GridMatchResolver(),
    new GridCandidateResolver(),
    new CaseMutations(parts.filing),
    new CaseResolver(cases, reports, categories, clock),
    new CaseCountResolver(),
    new TicketCountResolver(),
    new ReportCountResolver(),
    new ReportCaseResolver(cases),
    new CaseHistoryResolver(parts.lines, parts.history, parts.verifications),
    new CaseEventResolver(),
    new SuggestedRouteResolver(parts.routing, clock),
    new CaseSourceResolver(parts.campaigns),
    new CaseCreditResolver(reports),
    new CaseSubscription(cases),
    new GridCasesResolver(cases),
    new EnterpriseCasesResolver(cases),
    new OutletCasesResolver(cases),
    new TicketMutations(parts.dispatching, parts.ticketing),
    new TicketResolver(tickets, cases, clock),
    new TicketResultResolver(parts.attachments),
    new EnforcementResultResolver(),
    new VerificationResultResolver(),
    new RectificationResultResolver(),
    new AttachmentResolver(parts.addresses),
    new UploadResolver(parts.uploading),
    new VerificationResolver(parts.attachments),
    new TicketRequestMutations(parts.requesting, parts.requests),
    new TicketRequestResolver(),
    new CaseTicketsResolver(tickets),
    new OrganizationTicketsResolver(tickets),
    new TicketSubscription(tickets),
    new CheckResolver(parts.checking, parts.closing, parts.checks),
    new CaseCheckResolver(),
    new VoidResolver(parts.voiding, parts.voidRequests),
    new VoidRequestResolver(),
    new CaseLookBackResolver(parts.lookingBack, parts.lookBacks),
    new LetterResolver(parts.correspondence, parts.letters),
    new LetterTicketResolver(tickets),
    new TicketLettersResolver(parts.letters),
    new LookBackResolver(parts.lookBacks, cases),
    new SampleResolver(parts.sampling, parts.samples, parts.inspections),
    new PopulationMemberResolver(cases),
    new InspectionResolver(parts),
    new CaseInspectionsResolver(parts.inspections),
    new MoveResolver(parts.moving),
    new DeadlinePolicyResolver(parts.policies),
    new TicketNoticesResolver(parts.notices),
    new CaseNoticesResolver(parts.notices),
    new DeadlineSubscription(tickets, cases),
    new ExtensionSubscription(tickets),
    new LookBackSubscription(cases),
    new PhoneReminderResolver(parts.reminding, parts.reminders, tickets, parts.projections),
    new ReminderLogResolver(),
    new TicketRemindersResolver(parts.reminders),
    new HotSpotResolver(parts.hotSpots),
    new CategoryCountResolver(categories),
    new MergeResolver(parts.merging, parts.duplicates, cases),
  ];
}
