import { newId, type Database } from '@ecogrid/database';
import { grids, enterprises } from '@ecogrid/seed-district';
import { CaseState, listedBy, untouched, type Case, type CaseRepository } from '../case/index.ts';
import { listedByTicket, type Ticket } from '../dispatch/index.ts';
import { TicketState } from '../ticket/index.ts';
import { ReportState, type Report } from '../intake/index.ts';

/** For tests of lists: a district's worth of cases in every state, place and category, written without their lives. */
export interface DeskCases {
  readonly database: Database;
  readonly cases: CaseRepository;
}

const STATES = Object.keys(CaseState) as Array<Case['state']>;
const TICKET_STATES = Object.keys(TicketState) as Array<Ticket['state']>;
const REPORT_STATES = Object.keys(ReportState) as Array<Report['state']>;
const CATEGORIES = ['RIVER', 'DUST', 'ODOUR'];
const ORGANIZATIONS = ['DEPT-ENVIRONMENT', 'DEPT-WATER', 'DEPT-HOUSING', 'PLATFORM-370871002'];
const DESK_WORDS = ['水污染', '堆场扬尘', '夜间异味', 'COD超标', '污水直排', '河道漂浮物'];
/** The outlets of half of the cases. */
export const DESK_OUTLETS: readonly string[] = [newId(), newId()];
export const DESK_NOW = new Date('2026-06-01T00:00:00.000Z');
const DAY_MS = 86_400_000;

/** Numbers that look random and are the same in each run. */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export async function fillDesk({ database, cases }: DeskCases, count: number): Promise<Case[]> {
  const random = seeded(7);
  const rows = Array.from({ length: count }, (_, index) => deskCase(index, random));
  await database.transaction(async () => {
    for (const row of rows) {
      await cases.insert(row);
      await cases.addParties(row, row.organizationCodes);
    }
  });
  return rows;
}

/** Tickets in every state, place and organization, some with no time left and some whose clock stands. */
export function deskTickets(count: number): Ticket[] {
  const random = seeded(13);
  return Array.from({ length: count }, (_, index) => {
    const state = pick(random, TICKET_STATES);
    const gridCode = pick(random, grids).code;
    const issuedAt = new Date(DESK_NOW.getTime() - (200 - Math.floor(index / 3)) * DAY_MS);
    const dueAt = new Date(issuedAt.getTime() + random(300) * DAY_MS);
    const since = new Date(Math.min(issuedAt.getTime() + random(200) * DAY_MS, DESK_NOW.getTime()));
    const doneAt = state === 'DONE' ? since : null;
    const suspendedAt = state === 'SUSPENDED' ? since : null;
    const row: Partial<Ticket> = {
      id: newId(),
      number: `2026-370871-${index}-1`,
      caseId: newId(),
      state,
      version: 1,
      role: 'LEAD',
      organizationCode: pick(random, ORGANIZATIONS),
      categoryCode: pick(random, CATEGORIES),
      gridCode,
      isUrgent: false,
      resultKinds: [],
      needsPhotoAfter: false,
      handlingMinutes: 960,
      extendedMinutes: 0,
      extensionCount: 0,
      maxExtensions: 1,
      stepStartedAt: issuedAt,
      issuedAt,
      dueAt,
      doneAt,
      suspendedAt,
      reworkCount: 0,
      ...listedByTicket({ gridCode, state, dueAt, doneAt, suspendedAt }),
    };
    // Other columns may be null.
    return row as Ticket;
  });
}

/** Reports in every state and place, by several reporters and of no place at all. */
export function deskReports(count: number, reporters: readonly string[]): Report[] {
  const random = seeded(17);
  return Array.from({ length: count }, (_, index) => {
    const receivedAt = new Date(DESK_NOW.getTime() - (200 - Math.floor(index / 3)) * DAY_MS);
    const row: Partial<Report> = {
      id: newId(),
      state: pick(random, REPORT_STATES),
      version: 1,
      description: pick(random, DESK_WORDS),
      channelCode: pick(random, ['MEMBER', 'SUPERVISOR', 'PUBLIC']),
      reviewLevels: [],
      reviewsDone: 0,
      reviewerIds: [],
      gridCode: random(9) === 0 ? null : pick(random, grids).code,
      reporterId: pick(random, reporters),
      isDeclined: false,
      needsVerification: false,
      observedAt: receivedAt,
      receivedAt,
    };
    return row as Report;
  });
}

function pick<Value>(random: (below: number) => number, values: readonly Value[]): Value {
  return values[random(values.length)] as Value;
}

function deskCase(index: number, random: (below: number) => number): Case {
  const state = pick(random, STATES);
  const gridCode = random(12) === 0 ? null : pick(random, grids).code;
  const enterprise = pick(random, enterprises);
  // Several were opened in the same moment: ties are ordered by id.
  const createdAt = new Date(DESK_NOW.getTime() - (200 - Math.floor(index / 3)) * DAY_MS);
  const dueAt = random(4) === 0 ? null : new Date(createdAt.getTime() + random(300) * DAY_MS);
  const closed = new Date(Math.min(createdAt.getTime() + random(300) * DAY_MS, DESK_NOW.getTime()));
  const closedAt = random(3) === 0 ? closed : null;
  const organizationCodes = ORGANIZATIONS.filter(() => random(3) === 0);
  const title = `${pick(random, DESK_WORDS)}${pick(random, DESK_WORDS)}`;
  const row: Partial<Case> = {
    ...untouched(),
    id: newId(),
    number: `2026-370871-${String(index + 1).padStart(6, '0')}`,
    state,
    version: 1,
    title,
    channelCode: index % 4 === 0 ? 'PUBLIC' : 'OPERATOR',
    categoryCode: pick(random, CATEGORIES),
    isUrgent: index % 5 === 0,
    isSuperior: index % 7 === 0,
    gridCode,
    longitude: null,
    latitude: null,
    objectKind: index % 3 === 0 ? 'COAL_YARD' : 'ENTERPRISE',
    objectName: null,
    supervisedObjectId: enterprise.id,
    enterpriseCode: enterprise.creditCode,
    outletId: DESK_OUTLETS[index % 4] ?? null,
    pollutantCode: null,
    campaignCode: index % 6 === 0 ? 'CAMPAIGN-1' : null,
    firstReportId: newId(),
    updatedAt: closedAt ?? createdAt,
    reporterId: null,
    needsVerification: false,
    verification: null,
    organizationCodes,
    createdAt,
    dueAt,
    closedAt,
    ...listedBy({ gridCode, dueAt, closedAt }),
  };
  // Other columns may be null.
  return row as Case;
}
