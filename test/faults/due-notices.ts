import { randomUUID } from 'node:crypto';
import { stored, type Outside } from '../testkit/outside.ts';
import { runProgram, type RunningProgram } from '../testkit/process.ts';
import { eventually } from '../../packages/service/dist/testing.js';

/** Urgent, so that it goes out at any hour; every second notice escalates to a call. */
const URGENT = { is_around_the_clock: 1, category_code: 'HAZARDOUS_WASTE', grid_code: '370871001001001' };

/** Tickets that are all overdue from one moment on, without a sent notice. @returns the ids of the notices. */
export async function fillDue(outside: Outside, count: number, dueAt: number): Promise<string[]> {
  const made = Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    caseId: randomUUID(),
    index,
  }));
  await outside.fill(
    'ticket',
    made.map(({ id, caseId, index }) => ({
      id,
      case_id: caseId,
      number: `due-${index}`,
      state: 'HANDLING',
      organization_code: 'DEPT-WATER',
      category_code: URGENT.category_code,
      grid_code: URGENT.grid_code,
    })),
  );
  const hash = '0'.repeat(64);
  await outside.fill(
    'case_history_head',
    made.map(({ caseId }) => ({ case_id: caseId, sequence: 0, hash })),
  );
  const notices = made.map(({ id, caseId, index }) => ({
    id: randomUUID(),
    thing: 'TICKET',
    thing_id: id,
    case_id: caseId,
    cycle: 'of the test',
    kind: index % 2 === 0 ? 'OVERDUE' : 'WARNING_LEAD',
    count: 1,
    escalation_level: 'OPERATOR',
    state: 'PENDING',
    due_at: stored(dueAt),
    deadline_at: stored(dueAt),
    organization_code: 'DEPT-WATER',
    ...URGENT,
  }));
  await outside.fill('deadline_notice', notices);
  return notices.map(({ id }) => id);
}

/** The cases subgraph as a process of its own; resolves once it answers, its scheduler under way. */
export async function startCases(environment: NodeJS.ProcessEnv): Promise<RunningProgram> {
  const program = runProgram('dist/cases.js', [], {
    PORT: '0',
    LOG_LEVEL: 'warn',
    ...environment,
  });
  await program.printed(/^\{.*\}$/m);
  return program;
}

async function sentSoFar(outside: Outside): Promise<number> {
  const [found] = await outside.rows<{ sent: number }>(
    "SELECT COUNT(*) AS sent FROM deadline_notice WHERE cycle = 'of the test' AND state = 'SENT'",
  );
  return Number(found?.sent);
}

/** Polls until the number is reached. */
export async function untilSent(outside: Outside, wanted: number, withinMs: number): Promise<void> {
  await eventually(
    () => sentSoFar(outside),
    (sent) => sent >= wanted,
    withinMs,
  );
}

export interface SentNotices {
  /** Events, and the notices that they are about. */
  readonly events: number;
  readonly notices: number;
  /** Lines of history about an escalation, and the cases they belong to. */
  readonly lines: number;
  readonly cases: number;
  /** Overdue notices planned to follow, and calls to make. */
  readonly following: number;
  readonly calls: number;
  /** From the moment all were due to the last that was sent. */
  readonly lastAfterMs: number;
}

/** The rows of the database that must exist once for each notice. */
export async function sentNotices(outside: Outside, dueAt: number): Promise<SentNotices> {
  const one = async (text: string): Promise<Record<string, number>> => {
    const [row] = await outside.rows<Record<string, number>>(text);
    return row ?? {};
  };
  const events = await one(
    "SELECT COUNT(*) AS a, COUNT(DISTINCT JSON_EXTRACT(payload, '$.noticeId')) AS b FROM event_log WHERE topic IN ('DeadlineWarning', 'DeadlineOverdue')",
  );
  const lines = await one(
    "SELECT COUNT(*) AS a, COUNT(DISTINCT case_id) AS b FROM case_event WHERE action = 'escalate'",
  );
  const following = await one(
    "SELECT COUNT(*) AS a FROM deadline_notice WHERE count = 2 AND state = 'PENDING'",
  );
  const calls = await one('SELECT COUNT(*) AS a FROM phone_reminder');
  const [last] = await outside.rows<{ at: string | Date }>(
    "SELECT MAX(sent_at) AS at FROM deadline_notice WHERE cycle = 'of the test' AND state = 'SENT'",
  );
  return {
    events: Number(events['a']),
    notices: Number(events['b']),
    lines: Number(lines['a']),
    cases: Number(lines['b']),
    following: Number(following['a']),
    calls: Number(calls['a']),
    lastAfterMs: momentOf(last?.at ?? '') - dueAt,
  };
}

function momentOf(at: string | Date): number {
  return at instanceof Date
    ? at.getTime()
    : new Date(`${at.replace(' ', 'T').replace(/Z?$/, 'Z')}`).getTime();
}
