import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { shanghaiDay } from '@ecogrid/service';

const EVERY_ROLE = ['grid', 'me', 'documents'];
const SUPERVISION = ['cases', 'case-changed', 'deadline-notice'];

/** The operations that stand ready for a role, one tab each; their files are in the folder `operations`. */
const TABS: Readonly<Record<string, readonly string[]>> = {
  public: ['grid', 'submit-report', 'documents'],
  operator: ['reports', 'report-changed', 'cases', 'ticket-changed', 'phone-reminders', ...EVERY_ROLE],
  'shift-leader': ['cases-to-file', 'hot-spots', 'deadline-notice', 'case-changed', ...EVERY_ROLE],
  department: ['tickets', 'ticket-changed', 'deadline-notice', ...EVERY_ROLE],
  'grid-head': ['reports', 'report-changed', ...SUPERVISION, 'ranking', ...EVERY_ROLE],
  'grid-member': ['reports', 'report-changed', 'cases', 'submit-report', ...EVERY_ROLE],
  supervisor: ['reports', 'submit-report', ...EVERY_ROLE],
  enterprise: ['devices', 'exceedances', 'case-changed', 'cases', ...EVERY_ROLE],
  'post-supervision': ['inspections', 'cases', ...EVERY_ROLE],
  city: [...SUPERVISION, 'hot-spots', 'ranking', ...EVERY_ROLE],
  assessor: ['ranking', 'score-entries', 'rule-sets', ...EVERY_ROLE],
  bi: ['cases', 'exceedances', 'ranking', 'grid'],
};

/** The operation of a ticket; `TICKET` stands for its id. */
export const ticketOperation = (): Promise<string> => textOf('ticket');

/** The operations of a role, ready to run now. */
export async function operationsOf(role: string, now: Date): Promise<string[]> {
  const texts = await Promise.all((TABS[role] ?? []).map(textOf));
  return texts.map((text) => filledIn(text, now));
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Each tab has a key of its own: an operation that is run twice is a retry, in two tabs it is two intentions. */
function filledIn(text: string, now: Date): string {
  return text
    .replaceAll('"KEY"', () => `"${randomUUID()}"`)
    .replaceAll('MONTH_AGO', shanghaiDay(new Date(now.getTime() - 30 * DAY_MS)))
    .replaceAll('TODAY', shanghaiDay(new Date(now.getTime() + DAY_MS)));
}

function textOf(name: string): Promise<string> {
  return readFile(new URL(`../operations/${name}.graphql`, import.meta.url), 'utf8');
}
