import { seededBelow } from '../soak/seeded.ts';
import { stored, type Outside, type Value } from '../testkit/outside.ts';

type Row = Readonly<Record<string, Value>>;

/** The number of rows that are built one by one; the database copies them, each copy a day older. */
export const BASE = 10_000;
const DAY_MS = 86_400_000;
const NEWEST_DAY = Date.parse('2026-03-01T00:00:00.000Z');
const NO_DEADLINE = '9999-12-31 00:00:00.000';
const HASH = '0'.repeat(64);
const TABLES = ['supervision_case', 'case_party', 'ticket', 'case_event', 'case_history_head'] as const;

/** As a desk's register is: most are closed. */
const STATES = [
  ...Array.from({ length: 14 }, () => 'CLOSED'),
  ...['DISPATCHED', 'DISPATCHED', 'FEEDBACK', 'CHECKING', 'REPORTED', 'ACCEPTED', 'FILED'],
];
const CATEGORIES = ['RIVER', 'DUST', 'ODOUR', 'WATER_EXCEEDANCE', 'AIR_EXCEEDANCE', 'NOISE', 'STRAW'];
const LEADS = ['DEPT-ENVIRONMENT', 'DEPT-HOUSING', 'DEPT-WATER'];
const ASSISTING = ['DEPT-AGRICULTURE', 'PLATFORM-370871002'];
const WITHOUT_TICKETS = new Set(['REPORTED', 'ACCEPTED', 'FILED']);
const ACTIONS = ['adopt', 'accept', 'file', 'dispatch', 'sendToCheck', 'close'];

/** UUIDv7-like: the first eight digits say the day, so that ids are in the order of opening. */
const dayTag = (copy: number): string => (0x019c0000 - copy).toString(16).padStart(8, '0');
const dayOf = (copy: number): string => stored(NEWEST_DAY - copy * DAY_MS).slice(0, 10);
const idOf = (kind: number, index: number): string =>
  `${dayTag(0)}-${(index >> 8).toString(16).padStart(4, '0')}-7${kind.toString(16).padStart(3, '0')}-8000-${index.toString(16).padStart(12, '0')}`;

/** The id of a case, of all that there are. */
export const caseId = (copy: number, index: number): string => dayTag(copy) + idOf(0, index).slice(8);

interface Known {
  readonly grids: ReadonlyArray<{ code: string }>;
  readonly enterprises: ReadonlyArray<{ id: string; credit_code: string }>;
}

/** Fills a register: cases with tickets and history, and as many copies of them all. */
export async function fillRegister(outside: Outside, copies: number, count = BASE): Promise<void> {
  const grids = await outside.rows<{ code: string }>('SELECT code FROM known_grid WHERE LENGTH(code) = 15');
  const enterprises = await outside.rows<Known['enterprises'][number]>(
    "SELECT id, credit_code FROM known_object WHERE kind = 'ENTERPRISE' ORDER BY id",
  );
  const random = seededBelow(5);
  const made: Record<(typeof TABLES)[number], Row[]> = {
    supervision_case: [],
    case_party: [],
    ticket: [],
    case_event: [],
    case_history_head: [],
  };
  for (let index = 0; index < count; index += 1) {
    const row = aCase(index, random, { grids, enterprises });
    const tickets = WITHOUT_TICKETS.has(row['state'] as string) ? [] : ticketsOf(row, index, random);
    const codes = tickets.map((ticket) => ticket['organization_code'] as string);
    made.supervision_case.push({
      ...row,
      organization_codes: JSON.stringify(codes),
      lead_organization_code: codes[0] ?? null,
    });
    made.ticket.push(...tickets);
    for (const organization_code of codes) {
      const { id: case_id = '', state = '', created_at = '', updated_at = '', due_order = '' } = row;
      made.case_party.push({ case_id, organization_code, state, created_at, updated_at, due_order });
    }
    const lines = linesOf(row, index, 3 + random(2));
    made.case_event.push(...lines);
    made.case_history_head.push({ case_id: row['id'] ?? '', sequence: lines.length, hash: HASH });
  }
  for (const table of TABLES) await outside.fill(table, made[table]);
  for (const table of TABLES) if (copies > 0) await multiply(outside, table, copies);
}

function pick<Item>(random: (below: number) => number, items: readonly Item[]): Item {
  return items[random(items.length)] as Item;
}

function aCase(index: number, random: (below: number) => number, { grids, enterprises }: Known): Row {
  const state = pick(random, STATES);
  const { code } = pick(random, grids);
  const about = random(2) === 0 ? pick(random, enterprises) : undefined;
  const created_at = stored(NEWEST_DAY + Math.floor((index * DAY_MS) / BASE));
  const due_at = WITHOUT_TICKETS.has(state) ? null : created_at;
  return {
    id: idOf(0, index),
    number: `2025-370871-${String(index).padStart(6, '0')}`,
    state,
    version: 5,
    title: `第${index}号案卷:厂区排放异常`,
    summary: '巡查发现厂区排放异常,需要核实处置。',
    channel_code: 'MEMBER',
    category_code: pick(random, CATEGORIES),
    grid_code: code,
    street_code: code.slice(0, 9),
    object_id: about?.id ?? null,
    object_kind: about ? 'ENTERPRISE' : null,
    enterprise_code: about?.credit_code ?? null,
    first_report_id: idOf(1, index),
    unmet_criteria: '[]',
    created_at,
    updated_at: created_at,
    filed_at: created_at,
    due_at,
    closed_at: state === 'CLOSED' ? created_at : null,
    due_order: due_at && state !== 'CLOSED' ? due_at : NO_DEADLINE,
  };
}

function ticketsOf(subject: Row, index: number, random: (below: number) => number): Row[] {
  const organizations = [pick(random, LEADS), ...ASSISTING.filter(() => random(4) === 0)];
  const isOpen = subject['state'] === 'DISPATCHED';
  const {
    id = '',
    number = '',
    created_at: at = '',
    category_code = '',
    grid_code = '',
    street_code = '',
  } = subject;
  return organizations.map((organization_code, place) => ({
    id: idOf(16 + place, index),
    number: `${number}-${place + 1}`,
    case_id: id,
    organization_code,
    role: place === 0 ? 'LEAD' : 'ASSISTING',
    state: isOpen ? 'HANDLING' : 'DONE',
    version: 2,
    category_code,
    grid_code,
    street_code,
    result_kinds: '["VERIFICATION"]',
    handling_minutes: 960,
    step_started_at: at,
    issued_at: at,
    due_at: at,
    acknowledged_at: at,
    done_at: isOpen ? null : at,
    due_order: isOpen ? at : NO_DEADLINE,
  }));
}

function linesOf({ id = '', created_at: at = '', state = '' }: Row, index: number, count: number): Row[] {
  return Array.from({ length: count }, (_, place) => ({
    id: idOf(256 + place, index),
    case_id: id,
    sequence: place + 1,
    at,
    actor_kind: 'SERVICE',
    channel: 'GRAPHQL',
    thing: 'CASE',
    thing_id: id,
    action: ACTIONS[place] ?? 'close',
    to_state: state,
    note: '已按程序办理',
    previous_hash: HASH,
    hash: HASH,
  }));
}

const IDS = new Set(['id', 'case_id', 'thing_id', 'first_report_id']);
const MOMENTS =
  /^(created|updated|issued|filed|due|closed|step_started|acknowledged|done)_at$|^at$|^due_order$/;

/** Copies of the newest day, each with ids, numbers and times of its own; indexes are built when all are there. */
async function multiply(outside: Outside, table: string, copies: number): Promise<void> {
  const rebuild = await outside.dropIndexes(table);
  const names = await outside.columns(table);
  const key = names.includes('id') ? 'id' : 'case_id';
  for (let copy = 1; copy <= copies; copy += 1) {
    const values = names.map((name) => copied(name, copy));
    await outside.run(
      `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM ${table} WHERE ${key} >= '${dayTag(0)}'`,
    );
  }
  await rebuild();
}

function copied(name: string, copy: number): string {
  if (IDS.has(name)) return `CONCAT('${dayTag(copy)}', SUBSTR(${name}, 9))`;
  if (name === 'number') return `CONCAT('${1_000 + copy}', SUBSTR(number, 5))`;
  if (!MOMENTS.test(name)) return name;
  return `CASE WHEN ${name} IS NULL OR ${name} LIKE '9999%' THEN ${name} ELSE CONCAT('${dayOf(copy)}', SUBSTR(${name}, 11)) END`;
}
