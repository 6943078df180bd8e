import { join } from 'node:path';
import { outsideMariaDb, outsideSqlite, type Outside } from '../../testkit/outside.ts';
import { startMailServer, type ReceivedMail, type RunningMailServer } from '../../testkit/mail-server.ts';
import { startMariaDb, type PrivateMariaDb } from '../../testkit/mariadb.ts';
import { startRemote, type Part, type RemoteSystem } from '../../testkit/system.ts';
import { schemasFor } from '../../testkit/systems.setup.ts';
import { eventually } from '../../testkit/within.ts';
import { ASSISTING, Desk } from '../desk.ts';
import { pause, seeded, type Report } from '../seeded.ts';

/** Claims of the dead end soon, and no letter is given up. */
const ENVIRONMENT = {
  MAIL_FROM: 'EcoGrid <desk@ecogrid.example>',
  PUBLIC_URL: 'https://eco.example',
  MAIL_TIMEOUT_MS: '1500',
  MAIL_POLL_MS: '100',
  MAIL_RETRY_SECONDS: Array(20).fill('0.2').join(','),
};
const LANES = 2;
const LONGEST_LIFE_MS = 400;
const LONGEST_DEATH_MS = 150;
/** A busy machine is slow; what is lost never comes. */
const LONG_MS = 180_000;
const PARTS: readonly Part[] = ['grids', 'enterprises', 'cases', 'assessment', 'gateway'];

type Victim = Part | 'nats' | 'mariadb';

interface Scene {
  readonly system: RemoteSystem;
  readonly mariaDb: PrivateMariaDb | undefined;
  readonly server: RunningMailServer;
  /** The cases database as somebody outside reads it. */
  readonly look: <Found>(work: (outside: Outside) => Promise<Found>) => Promise<Found>;
}

/**
 * kill -9 of every process in turn (gateway, four subgraphs, NATS, MariaDB), spread over dispatches, their mails and the
 * reminders of them. The ledger is outside: what the desk was answered, and what the mail server took. Each acknowledged
 * ticket is there with one letter of its issue, one that it waits for its acknowledgement, one event of either reminder
 * and one call to make; whatever arrived twice came under one Message-ID.
 */
export async function allKilled(seed: number, kills: number): Promise<Report> {
  const scene = await open();
  const { system } = scene;
  const chance = seeded(seed);
  const desk = await Desk.of(system.dataDirectory, () => system.url);
  const fallen: Record<string, number> = {};
  let isOver = false;
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    for (let round = 0; !isOver; round += 1) {
      const caseId = await desk.file(`${lane}-${round}`);
      await desk.dispatch(caseId);
      await hasten(scene, [caseId]);
    }
  });
  const flowing = Promise.all(lanes);
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const wanted = desk.acknowledged.length + 1;
      const goesOn = eventually(
        LONG_MS,
        () => desk.acknowledged.length,
        (made) => made >= wanted,
      );
      await Promise.race([goesOn, flowing]);
      const victim = victimOf(scene, chance);
      fallen[victim] = (fallen[victim] ?? 0) + 1;
      await pause(chance() * LONGEST_LIFE_MS);
      await killAndRestart(scene, victim, chance() * LONGEST_DEATH_MS);
    }
    isOver = true;
    await flowing;
    await eventually(
      LONG_MS,
      () => left(scene, desk),
      (count) => count === 0,
    );
    return await judged(scene, desk, { kills, ...fallen });
  } finally {
    isOver = true;
    await system.stop();
    await scene.server.stop();
    await scene.mariaDb?.stop();
  }
}

async function open(): Promise<Scene> {
  const mariaDb = await startMariaDb({ isDurable: true });
  const server = await startMailServer();
  const databaseUrl = mariaDb && (await schemasFor(mariaDb.url));
  const environment = { ...ENVIRONMENT, SMTP_URL: server.url };
  const system = await startRemote({ databaseUrl, environment });
  const outside = (): Promise<Outside> | Outside =>
    databaseUrl
      ? outsideMariaDb(databaseUrl.replaceAll('{name}', 'cases'))
      : outsideSqlite(join(system.dataDirectory, 'cases.db'));
  const look = async <Found>(work: (opened: Outside) => Promise<Found>): Promise<Found> => {
    const opened = await outside();
    return work(opened).finally(() => opened.close());
  };
  return { system, mariaDb, server, look };
}

function victimOf({ system, mariaDb }: Scene, chance: () => number): Victim {
  const victims: Victim[] = [...PARTS];
  if (system.nats) victims.push('nats');
  if (mariaDb) victims.push('mariadb');
  // Nearly half of the blows fall where the letters and reminders are written.
  return chance() < 0.4 ? 'cases' : (victims[Math.floor(chance() * victims.length)] ?? 'cases');
}

async function killAndRestart({ system, mariaDb }: Scene, victim: Victim, awayMs: number): Promise<void> {
  if (victim !== 'nats' && victim !== 'mariadb') return system.killAndRestart(victim, awayMs);
  const server = victim === 'nats' ? system.nats : mariaDb;
  await server?.kill();
  await pause(awayMs);
  await server?.restart();
}

/** The hour in which a ticket waits to be acknowledged is over at once: its reminders go out whatever the time of day. */
async function hasten({ look }: Scene, caseIds: readonly string[]): Promise<void> {
  const long = new Date(Date.now() - 60_000).toISOString().replace('T', ' ').replace('Z', '');
  const text = `UPDATE deadline_notice SET due_at = ?, is_around_the_clock = 1
    WHERE state = 'PENDING' AND kind LIKE 'UNACKNOWLEDGED%' AND case_id IN (${marks(caseIds)})`;
  // The database may be the one that was killed just now.
  for (;;) {
    const isDone = await look((outside) => outside.change(text, [long, ...caseIds])).then(
      () => true,
      () => false,
    );
    if (isDone) return;
    await pause(50);
  }
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
const PENDING = "kind LIKE 'UNACKNOWLEDGED%' AND state = 'PENDING'";

/** What is still to be told of the acknowledged cases: reminders, and letters. */
async function left(scene: Scene, { acknowledged }: Desk): Promise<number> {
  await hasten(scene, acknowledged);
  const among = `case_id IN (${marks(acknowledged)})`;
  return scene.look(async (outside) => {
    const count = async (table: string, which: string): Promise<number> => {
      const text = `SELECT COUNT(*) AS count FROM ${table} WHERE ${which} AND ${among}`;
      const [row] = await outside.rows<{ count: number }>(text, acknowledged);
      return Number(row?.count);
    };
    return (await count('deadline_notice', PENDING)) + (await count('letter', "state <> 'SENT'"));
  });
}

interface Reminder {
  readonly ticketId: string;
  readonly kind: string;
}
interface LetterRow {
  readonly ticketId: string;
  readonly kind: string;
  readonly messageId: string;
  readonly attempts: number;
}

async function judged(
  { look, server: { accepted } }: Scene,
  desk: Desk,
  figures: Readonly<Record<string, number>>,
): Promise<Report> {
  const { acknowledged, repeated: retried } = desk;
  const among = `case_id IN (${marks(acknowledged)})`;
  const rows = <Row>(text: string): Promise<Row[]> =>
    look((outside) => outside.rows<Row>(text, acknowledged));
  const tickets = await rows<{ id: string; caseId: string }>(
    `SELECT id, case_id AS caseId FROM ticket WHERE ${among}`,
  );
  const letters = await rows<LetterRow>(
    `SELECT ticket_id AS ticketId, kind, message_id AS messageId, attempts FROM letter WHERE ${among}`,
  );
  const calls = await rows<{ ticketId: string }>(
    `SELECT ticket_id AS ticketId FROM phone_reminder WHERE ${among}`,
  );
  const told = await look((outside) =>
    outside.rows<{ payload: string | Reminder }>(
      "SELECT payload FROM event_log WHERE topic = 'TicketUnacknowledged'",
    ),
  );
  // A string on SQLite, an object on MariaDB.
  const events = told.map(({ payload }) =>
    typeof payload === 'string' ? (JSON.parse(payload) as Reminder) : payload,
  );
  const faults = [
    ...acknowledged.flatMap((caseId) =>
      isCount(
        `tickets of case ${caseId}`,
        tickets.filter((each) => each.caseId === caseId),
        1 + ASSISTING.length,
      ),
    ),
    ...tickets.flatMap(({ id }) => [
      ...['TICKET_ISSUED', 'TICKET_UNACKNOWLEDGED'].flatMap((kind) =>
        isCount(`letters ${kind} of ticket ${id}`, letters.filter(of(id, kind)), 1),
      ),
      ...['UNACKNOWLEDGED_MAIL', 'UNACKNOWLEDGED_PHONE'].flatMap((kind) =>
        isCount(`events ${kind} of ticket ${id}`, events.filter(of(id, kind)), 1),
      ),
      ...isCount(
        `calls about ticket ${id}`,
        calls.filter(({ ticketId }) => ticketId === id),
        1,
      ),
    ]),
    ...letters.flatMap((letter) => mailFaults(letter, accepted)),
    ...strangers(letters, accepted),
  ];
  const repeats = accepted.length - new Set(accepted.map(({ messageId }) => messageId)).size;
  return {
    faults,
    figures: { ...figures, tickets: tickets.length, mails: accepted.length, repeats, retried },
  };
}

const of =
  (id: string, what: string) =>
  ({ ticketId, kind }: { ticketId: string; kind: string }): boolean =>
    ticketId === id && kind === what;

function isCount(what: string, found: readonly unknown[], wanted: number): string[] {
  return found.length === wanted ? [] : [`${found.length} ${what}, not ${wanted}`];
}

/** A letter that is said to be sent has arrived, and no oftener than it was tried. */
function mailFaults({ messageId, attempts, kind }: LetterRow, accepted: readonly ReceivedMail[]): string[] {
  const copies = accepted.filter((mail) => mail.messageId === messageId).length;
  if (copies === 0) return [`a letter ${kind} never arrived: ${messageId}`];
  return copies > attempts ? [`${copies} copies of ${messageId} in ${attempts} attempts`] : [];
}

/** Of a dispatch that nobody was answered there is no mail: each is retried until it is. */
function strangers(letters: readonly LetterRow[], accepted: readonly ReceivedMail[]): string[] {
  const known = new Set(letters.map(({ messageId }) => messageId));
  return accepted
    .filter(({ messageId }) => !known.has(messageId))
    .map(({ messageId }) => `a mail that no ticket knows: ${messageId}`);
}
