import type { Outside } from '../testkit/outside.ts';
import type { ReceivedMail } from '../testkit/mail-server.ts';
import { ASSISTING, type Desk } from './desk.ts';
import { mailFaults } from './mails.ts';

interface OfTicket {
  readonly ticketId: string;
}
interface OfKind extends OfTicket {
  readonly kind: string;
}
interface EmailRow extends OfKind {
  readonly messageId: string;
  readonly attempts: number;
}

/** The notices of an unacknowledged ticket, each once. */
const EMAIL_KINDS = ['TICKET_ISSUED', 'TICKET_UNACKNOWLEDGED'];
const REMINDERS = ['UNACKNOWLEDGED_MAIL', 'UNACKNOWLEDGED_PHONE'];

/** Both reminders of a ticket are due with its dispatch. */
export async function remindAtOnce(outside: Outside): Promise<void> {
  await outside.run('UPDATE deadline_policy SET acknowledge_minutes = 0, phone_after_minutes = 0');
}

/** The number of outstanding reminders and e-mails. */
export async function outstanding(outside: Outside): Promise<number> {
  const count = async (table: string, which: string): Promise<number> => {
    const [row] = await outside.rows<{ count: number }>(
      `SELECT COUNT(*) AS count FROM ${table} WHERE ${which}`,
    );
    return Number(row?.count);
  };
  const reminders = await count('deadline_notice', "kind LIKE 'UNACKNOWLEDGED%' AND state = 'PENDING'");
  return reminders + (await count('email_delivery', "state <> 'SENT'"));
}

/** The rows of the tickets in the database, against the answers to the desk and the mails of the server. */
export async function faultsOf(
  outside: Outside,
  desk: Desk,
  accepted: readonly ReceivedMail[],
): Promise<string[]> {
  const tickets = await outside.rows<OfTicket>('SELECT id AS ticketId FROM ticket');
  const emails = await outside.rows<EmailRow>(
    'SELECT ticket_id AS ticketId, kind, message_id AS messageId, attempts FROM email_delivery',
  );
  const calls = await outside.rows<OfTicket>('SELECT ticket_id AS ticketId FROM phone_reminder');
  const events = await remindersTold(outside);
  const wanted = desk.acknowledged.length * (1 + ASSISTING.length);
  return [
    ...counted('tickets answered', desk.tickets, wanted),
    ...counted('tickets stored', tickets, wanted),
    ...desk.tickets.flatMap((id) => [
      ...counted(`rows of ticket ${id}`, tickets.filter(of(id)), 1),
      ...EMAIL_KINDS.flatMap((kind) => counted(`emails ${kind} of ${id}`, emails.filter(of(id, kind)), 1)),
      ...REMINDERS.flatMap((kind) => counted(`events ${kind} of ${id}`, events.filter(of(id, kind)), 1)),
      ...counted(`calls to make about ${id}`, calls.filter(of(id)), 1),
    ]),
    ...mailFaults(emails, accepted),
  ];
}

async function remindersTold(outside: Outside): Promise<OfKind[]> {
  const received = await outside.rows<{ payload: string | OfKind }>(
    "SELECT payload FROM event_log WHERE topic = 'TicketUnacknowledged'",
  );
  // A string on SQLite, an object on MariaDB.
  return received.map(({ payload }) =>
    typeof payload === 'string' ? (JSON.parse(payload) as OfKind) : payload,
  );
}

const of =
  (id: string, what?: string) =>
  ({ ticketId, kind }: OfTicket & { readonly kind?: string }): boolean =>
    ticketId === id && kind === what;

function counted(what: string, found: readonly unknown[], wanted: number): string[] {
  return found.length === wanted ? [] : [`${found.length} ${what}, not ${wanted}`];
}
