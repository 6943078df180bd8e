import { newId, type Database } from '@ecogrid/database';
import { grids, enterprises } from '@ecogrid/seed-district';
import { CaseState, listedBy, type Case, type CaseRepository } from './case/index.ts';

/** For tests of lists: a district's worth of cases in every state, place and category, written without their lives. */
export interface DeskCases {
  readonly database: Database;
  readonly cases: CaseRepository;
}

const STATES = Object.keys(CaseState) as Array<Case['state']>;
const CATEGORIES = ['RIVER', 'DUST', 'ODOUR'];
const ORGANIZATIONS = ['DEPT-ENVIRONMENT', 'DEPT-WATER', 'DEPT-HOUSING', 'PLATFORM-370871002'];
const DESK_WORDS = ['水污染', '堆场扬尘', '夜间异味', 'COD超标', '污水直排', '河道漂浮物'];
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
      await cases.addParties(row.id, row.organizationCodes);
    }
  });
  return rows;
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
    ...{ id: newId(), number: `2026-370871-${String(index + 1).padStart(6, '0')}`, state, version: 1 },
    ...{ title, description: title, channelCode: 'OPERATOR', categoryCode: pick(random, CATEGORIES) },
    ...{ isUrgent: false, isSuperior: false, gridCode, longitude: null, latitude: null },
    ...{ objectKind: null, objectName: null, enterpriseId: enterprise.id },
    ...{ enterpriseCode: enterprise.creditCode, outletId: null, pollutantCode: null, firstReportId: newId() },
    ...{ reporterId: null, needsVerification: false, verification: null, isVoidAsked: false },
    ...{ stateBefore: null, mergedIntoId: null, reason: null, leadOrganizationCode: null },
    ...{ organizationCodes, openTickets: 0, isWithoutLead: false, misdispatchCount: 0, checkerId: null },
    ...{ reworkCount: 0, unmetCriteria: [], createdAt, filedAt: null, dueAt, closedAt },
    ...{ lookBackDueOn: null, reopenedAt: null, reopenCount: 0 },
    ...listedBy({ gridCode, dueAt, closedAt }),
  };
  // What is not said here may be null.
  return row as Case;
}
