import type { Database } from '@ecogrid/database';
import type { Outbox } from '@ecogrid/events';
import type { Clock } from '@ecogrid/service';
import { GridProjection } from '@ecogrid/territory';
import { WorkCalendarRepository, WorkCalendars, WorkCalendarService } from './calendar/index.ts';
import { CampaignRepository } from './campaign/index.ts';
import { CaseAdoption, CaseChanges, CaseRepository, CaseService, ExceedanceIntake } from './case/index.ts';
import { CategoryRepository } from './category/index.ts';
import { CaseCheckRepository, CheckService, CloseService } from './check/index.ts';
import { ClockSegmentRepository } from './clock/index.ts';
import {
  DispatchService,
  TicketChanges,
  TicketLetters,
  TicketRepository,
  TicketRequestRepository,
  TicketRequestService,
  TicketService,
  TicketSettlement,
} from './dispatch/index.ts';
import { HistoryRepository, HistoryService } from './history/index.ts';
import { LookBackRepository, LookBackService } from './look-back/index.ts';
import { LetterRepository, MailOutbox } from './mail/index.ts';
import { DuplicateRepository, MergeService } from './merge/index.ts';
import { ReportChanges, ReportIntake, ReportRepository, ReportService } from './report/index.ts';
import { RoutingRepository } from './routing/index.ts';
import { ProjectionRepository } from './territory/index.ts';
import { VoidRequestRepository, VoidService } from './void/index.ts';

export interface Surroundings {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly clock: Clock;
  /** Six digits: the division that cases are numbered in. */
  readonly divisionCode: string;
  /** What follows the @ in the Message-ID of a letter. */
  readonly mailDomain: string;
}

/** Repositories and services, put together in the order of the features. */
export function partsOf(surroundings: Surroundings) {
  const { database, clock } = surroundings;
  const repositories = repositoriesOf(database);
  const history = new HistoryService(repositories.lines, clock);
  const mail = new MailOutbox({ ...surroundings, ...repositories });
  const workCalendars = new WorkCalendars({ ...repositories, clock });
  const scope = { database, clock };
  const base = { ...surroundings, ...repositories, history, mail, workCalendars, scope };
  const reportChanges = new ReportChanges(base);
  const changes = new CaseChanges(base);
  const adoption = new CaseAdoption({ ...base, changes, reports: reportChanges });
  const ticketChanges = new TicketChanges({ ...base, ticketLetters: new TicketLetters(base) });
  const reporting = new ReportService({ ...base, intake: new ReportIntake(base), changes: reportChanges });
  const settlement = new TicketSettlement({ ...base, caseChanges: changes });
  const handling = { ...base, caseChanges: changes, ticketChanges, settlement };
  return {
    ...base,
    calendaring: new WorkCalendarService(base),
    reporting,
    filing: new CaseService({ ...base, changes, adoption, reports: reporting }),
    exceedances: new ExceedanceIntake({ ...base, reportChanges, adoption }),
    dispatching: new DispatchService(handling),
    ticketing: new TicketService(handling),
    requesting: new TicketRequestService(handling),
    checking: new CheckService({ ...base, changes, ticketChanges }),
    closing: new CloseService({ ...base, changes }),
    lookingBack: new LookBackService({ ...base, changes }),
    merging: new MergeService({ ...base, changes }),
    voiding: new VoidService({ ...base, changes, ticketChanges }),
  };
}

function repositoriesOf(database: Database) {
  return {
    grids: new GridProjection(database),
    projections: new ProjectionRepository(database),
    calendars: new WorkCalendarRepository(database),
    categories: new CategoryRepository(database),
    routing: new RoutingRepository(database),
    campaigns: new CampaignRepository(database),
    lines: new HistoryRepository(database),
    clocks: new ClockSegmentRepository(database),
    reports: new ReportRepository(database),
    cases: new CaseRepository(database),
    tickets: new TicketRepository(database),
    requests: new TicketRequestRepository(database),
    checks: new CaseCheckRepository(database),
    lookBacks: new LookBackRepository(database),
    duplicates: new DuplicateRepository(database),
    letters: new LetterRepository(database),
    voidRequests: new VoidRequestRepository(database),
  };
}
export type Parts = ReturnType<typeof partsOf>;
