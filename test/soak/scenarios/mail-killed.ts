import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMailServer, type ReceivedMail } from '../../testkit/mail-server.ts';
import { startEmbedded, type RunningSystem } from '../../testkit/system.ts';
import { eventually } from '../../../packages/service/dist/testing.js';
import { ASSISTING, Desk, isSent, type Dispatched } from '../desk.ts';
import { EAGER_MAIL, mailFaults, repeatsAmong } from '../mails.ts';
import { pause, seeded, type Report } from '../seeded.ts';

const DELIVERED_WITHIN_MS = 60_000;

/** When the graph is killed: so long after the dispatch was sent, or when so many of its mails have arrived. */
type Blow = { readonly afterMs: number } | { readonly afterMails: number; readonly answered: boolean };

/**
 * kill -9 of the embedded graph, spread over dispatches and the sending of their mails. The ledger outside has the
 * acknowledged tickets and the accepted e-mails: no acknowledged ticket without its mail, none under a second
 * Message-ID, no mail of a dispatch that never was.
 */
export async function mailKilled(seed: number, kills: number): Promise<Report> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'ecogrid-mail-'));
  const chance = seeded(seed);
  let arrived: (mail: ReceivedMail) => Promise<void> | void = () => undefined;
  const server = await startMailServer((mail) => arrived(mail));
  const start = (): Promise<RunningSystem> =>
    startEmbedded({ dataDirectory, environment: { ...EAGER_MAIL, SMTP_URL: server.url } });
  let system = await start();
  try {
    const desk = await Desk.of(system.dataDirectory, () => system.url);
    for (let round = 0; round < kills; round += 1) {
      const caseId = await desk.file(`第 ${round} 次`);
      const blow = blowOf(chance);
      const { fallen, onMail } = aim(system, blow);
      arrived = onMail;
      const answered = desk.dispatch(caseId);
      await fallen;
      arrived = () => undefined;
      system = await start();
      await answered;
    }
    const dispatched = await eventually(
      () => desk.dispatched(),
      (cases) => cases.every(({ tickets }) => tickets.every(({ emails }) => emails.every(isSent))),
      DELIVERED_WITHIN_MS,
    );
    return judged(desk, dispatched, server.accepted, kills);
  } finally {
    await system.stop();
    await server.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

function blowOf(chance: () => number): Blow {
  const kind = chance();
  if (kind < 0.4) return { afterMs: Math.floor(chance() * 120) };
  return { afterMails: 1 + Math.floor(chance() * 3), answered: kind > 0.7 };
}

/** @returns a promise of the end of the graph, and the behaviour of the mail server for each mail. */
function aim(
  system: RunningSystem,
  blow: Blow,
): { fallen: Promise<void>; onMail: (mail: ReceivedMail) => Promise<void> } {
  let fell: () => void = () => undefined;
  const fallen = new Promise<void>((resolve) => (fell = resolve));
  const strike = async (): Promise<void> => {
    await system.programs['all']?.end('SIGKILL');
    fell();
  };
  if ('afterMs' in blow) void pause(blow.afterMs).then(strike);
  let mails = 0;
  const onMail = async (): Promise<void> => {
    mails += 1;
    if ('afterMs' in blow || mails !== blow.afterMails) return;
    // Either the answer never leaves, or it is on its way when the blow falls.
    if (blow.answered) setImmediate(() => void strike());
    else await strike();
  };
  return { fallen, onMail };
}

function judged(
  desk: Desk,
  dispatched: readonly Dispatched[],
  accepted: readonly ReceivedMail[],
  kills: number,
): Report {
  const faults: string[] = [];
  const tickets = dispatched.flatMap((each) => each.tickets);
  if (dispatched.length !== kills)
    faults.push(`${dispatched.length} of ${kills} dispatches were acknowledged`);
  if (tickets.length !== kills * (1 + ASSISTING.length)) faults.push(`there are ${tickets.length} tickets`);
  for (const { number, emails } of tickets) {
    if (emails.length !== 1) faults.push(`ticket ${number} has ${emails.length} emails`);
    for (const { messageId } of emails)
      if (accepted.some((mail) => mail.messageId === messageId && !mail.text.includes(number)))
        faults.push(`a mail of ticket ${number} tells of another`);
  }
  const emails = tickets.flatMap(({ emails }) => emails);
  faults.push(...mailFaults(emails, accepted));
  const figures = {
    kills,
    tickets: tickets.length,
    mails: accepted.length,
    repeats: repeatsAmong(accepted),
    retriedDispatches: desk.repeated,
  };
  return { faults, figures };
}
