import { Database } from '@ecogrid/database';
import { DatabaseEventLog } from '@ecogrid/events';
import { DISTRICT_CODE } from '@ecogrid/seed-district';
import { assemble, type RunningSubgraph, type SubgraphOptions } from '@ecogrid/subgraph';
import { WorkCalendarResolver, seedCalendar } from './calendar/index.ts';
import { CampaignResolver } from './campaign/index.ts';
import {
  CaseHistoryResolver,
  CaseMutations,
  CaseResolver,
  CaseSubscription,
  EnterpriseCasesResolver,
  GridCasesResolver,
  OutletCasesResolver,
  ReportCaseResolver,
  SuggestedRouteResolver,
  enterprisesConsumer,
} from './case/index.ts';
import { CategoryResolver } from './category/index.ts';
import { CaseCheckResolver, CheckResolver } from './check/index.ts';
import {
  CaseTicketsResolver,
  OrganizationTicketsResolver,
  TicketMutations,
  TicketRequestMutations,
  TicketRequestResolver,
  TicketResolver,
  TicketResultResolver,
  TicketSubscription,
} from './dispatch/index.ts';
import { CaseEventResolver } from './history/index.ts';
import { CaseLookBackResolver, LookBackResolver } from './look-back/index.ts';
import { MergeResolver } from './merge/index.ts';
import { CASES_MODEL } from './model.ts';
import { partsOf, type Parts } from './parts.ts';
import { ReportResolver, ReviewResolver } from './report/index.ts';
import { casesSchema } from './schema.ts';
import { seedCases } from './seed/index.ts';
import { territoryConsumer } from './territory/index.ts';
import { VoidRequestResolver, VoidResolver } from './void/index.ts';

const MAIL_DOMAIN = 'ecogrid.invalid';

/** Starts the cases subgraph: reports, cases and tickets (上报、案卷与转办). */
export async function startCases(options: SubgraphOptions): Promise<RunningSubgraph> {
  const database = await Database.open({ url: options.databaseUrl, ...CASES_MODEL });
  const { logger, clock } = options;
  const log = await DatabaseEventLog.open({ database, source: 'cases', logger });
  await seedCalendar(database);
  if (options.seed) await seedCases(database);
  const parts = partsOf({
    ...{ database, outbox: log.outbox, clock },
    ...{ divisionCode: DISTRICT_CODE, mailDomain: MAIL_DOMAIN },
  });
  const { cases, tickets, reports } = parts;
  return assemble(options, {
    definition: casesSchema,
    database,
    log,
    consumers: {
      grids: territoryConsumer({ ...parts, logger }),
      enterprises: enterprisesConsumer({ ...parts, logger, intake: parts.exceedances }),
    },
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
    new CategoryResolver(categories),
    new CampaignResolver(parts.campaigns),
    new ReportResolver(parts.reporting, reports, categories),
    new ReviewResolver(),
    new CaseMutations(parts.filing),
    new CaseResolver(cases, reports, categories, clock),
    new ReportCaseResolver(cases),
    new CaseHistoryResolver(parts.lines, parts.history),
    new CaseEventResolver(),
    new SuggestedRouteResolver(parts.routing, clock),
    new CaseSubscription(cases),
    new GridCasesResolver(cases),
    new EnterpriseCasesResolver(cases),
    new OutletCasesResolver(cases),
    new TicketMutations(parts.dispatching, parts.ticketing),
    new TicketResolver(tickets, cases, clock),
    new TicketResultResolver(),
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
    new LookBackResolver(parts.lookBacks, cases),
    new MergeResolver(parts.merging, parts.duplicates, cases),
  ];
}
