import { startMailServer, type RunningMailServer } from '../../testkit/mail-server.ts';
import { startMariaDb, type PrivateMariaDb } from '../../testkit/mariadb.ts';
import { outsideOf, type Outside } from '../../testkit/outside.ts';
import { startRemote, type Part, type RemoteSystem } from '../../testkit/system.ts';
import { schemasFor } from '../../testkit/systems.setup.ts';
import { eventually } from '../../../packages/service/dist/testing.js';
import { within } from '../../testkit/within.ts';
import { Desk } from '../desk.ts';
import { EAGER_MAIL, repeatsAmong } from '../mails.ts';
import { pause, seeded, shuffled, type Report } from '../seeded.ts';
import { faultsOf, outstanding, remindAtOnce } from '../reminders.ts';

const LANES = 2;
/** Reminded of at any hour of the day. */
const URGENT = 'HAZARDOUS_WASTE';
const LONGEST_LIFE_MS = 400;
const LONGEST_DEATH_MS = 150;
/** A busy machine is slow; a lost one never comes. */
const LONG_MS = 180_000;
const PARTS: readonly Part[] = ['grids', 'enterprises', 'cases', 'assessment', 'gateway'];

type Victim = Part | 'nats' | 'mariadb';

interface Scene {
  readonly system: RemoteSystem;
  readonly mariaDb: PrivateMariaDb | undefined;
  readonly mailServer: RunningMailServer;
  readonly desk: Desk;
  /** The cases database as an external reader sees it. */
  readonly look: <Found>(work: (outside: Outside) => Promise<Found>) => Promise<Found>;
}

/**
 * kill -9 of every process (gateway, four subgraphs, NATS, MariaDB), spread over dispatches, their mails and the
 * reminders of them. The ledger is outside: the tickets that the desk was answered, and the e-mails that the mail
 * server took. Each has one e-mail of its issue, one that it waits to be acknowledged, one event of either reminder and
 * one call to make; any state that arrived twice came under one Message-ID.
 * @param isOnDisk false: the database is in memory, which outlives a killed server too.
 */
export async function allKilled(seed: number, kills: number, isOnDisk = true): Promise<Report> {
  const scene = await open(isOnDisk);
  const { system, mariaDb, mailServer, desk, look } = scene;
  try {
    await look(remindAtOnce);
    const fallen = await killAmong(scene, seed, kills);
    await look((outside) =>
      eventually(
        () => outstanding(outside),
        (count) => count === 0,
        LONG_MS,
      ),
    );
    const faults = await look((outside) => faultsOf(outside, desk, mailServer.accepted));
    const { tickets, repeated: retried } = desk;
    const mails = { mails: mailServer.accepted.length, repeats: repeatsAmong(mailServer.accepted) };
    return { faults, figures: { kills, ...fallen, tickets: tickets.length, ...mails, retried } };
  } finally {
    desk.leave();
    await system.stop();
    await mailServer.stop();
    await mariaDb?.stop();
  }
}

async function open(isOnDisk: boolean): Promise<Scene> {
  const mariaDb = await startMariaDb({ isDurable: true, isOnDisk });
  const mailServer = await startMailServer();
  const databaseUrl = mariaDb && (await schemasFor(mariaDb.url));
  const system = await startRemote({
    databaseUrl,
    environment: { ...EAGER_MAIL, SMTP_URL: mailServer.url },
  });
  const look: Scene['look'] = async (work) => {
    const opened = await outsideOf(system, 'cases');
    return work(opened).finally(() => opened.close());
  };
  const desk = await Desk.of(system.dataDirectory, () => system.url);
  return { system, mariaDb, mailServer, desk, look };
}

/** Kills a process after each answered dispatch, while others are in progress. @returns the kills of each process. */
async function killAmong(scene: Scene, seed: number, kills: number): Promise<Record<string, number>> {
  const { desk } = scene;
  const chance = seeded(seed);
  const victims = blows(scene, chance);
  const fallen: Record<string, number> = {};
  let isOver = false;
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    for (let round = 0; !isOver; round += 1) await desk.dispatch(await desk.file(`${lane}-${round}`, URGENT));
  });
  const flowing = Promise.all(lanes);
  for (let kill = 0; kill < kills;) {
    await Promise.race([anotherDispatch(desk), flowing]);
    const struck = victims.next().value.slice(0, kills - kill);
    for (const victim of struck) fallen[victim] = (fallen[victim] ?? 0) + 1;
    await Promise.all(struck.map((victim) => strike(scene, victim, chance)));
    kill += struck.length;
  }
  isOver = true;
  await within(LONG_MS, 'the last dispatches are answered', flowing);
  return fallen;
}

function anotherDispatch({ acknowledged }: Desk): Promise<number> {
  const before = acknowledged.length;
  return eventually(
    () => acknowledged.length,
    (made) => made > before,
    LONG_MS,
  );
}

/** In every round each of them once: the parts two at a time, and alone the ones that they need to start. */
function* blows({ system, mariaDb }: Scene, chance: () => number): Generator<readonly Victim[], never> {
  for (;;) {
    const parts = shuffled(PARTS, chance);
    const round: Victim[][] = [parts.slice(0, 2), parts.slice(2, 4), parts.slice(4)];
    if (system.nats) round.push(['nats']);
    if (mariaDb) round.push(['mariadb']);
    yield* shuffled(round, chance);
  }
}

async function strike({ system, mariaDb }: Scene, victim: Victim, chance: () => number): Promise<void> {
  const [lifeMs, deathMs] = [chance() * LONGEST_LIFE_MS, chance() * LONGEST_DEATH_MS];
  await pause(lifeMs);
  if (victim !== 'nats' && victim !== 'mariadb') return system.killAndRestart(victim, deathMs);
  const server = victim === 'nats' ? system.nats : mariaDb;
  await server?.kill();
  await pause(deathMs);
  await server?.restart();
}
