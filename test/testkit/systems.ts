import { afterAll, beforeAll, describe } from '@jest/globals';
import type { SystemAddress } from './system.ts';
import { turnOf } from './turns.ts';

type Wanted = (system: SystemAddress) => boolean;

/**
 * `describe` for each of the shared systems, whose name replaces `%s` in the title. The turn of the file begins before
 * the first hook and ends after the last.
 */
export function onSystems(wanted: Wanted = always) {
  const rows = systems(wanted).map((system) => [system.name, system] as const);
  return (title: string, tests: (name: string, system: SystemAddress) => void): void =>
    describe.each(rows)(title, (name, system) => {
      inTurn(name);
      tests(name, system);
    });
}

const always: Wanted = ({ isForJourneys }) => !isForJourneys;
/** One test file at a time uses a system; the others wait for their turn. */
const TURN_MS = 1_200_000;

/** For a file that uses a shared system without {@link onSystems}. */
export function inTurn(name: string): void {
  let end: (() => void) | undefined;
  beforeAll(async () => {
    const port = Number(process.env['ECOGRID_TEST_TURNS']);
    if (port) end = await turnOf(name, port);
  }, TURN_MS);
  afterAll(() => end?.());
}

/** The shared systems of this run. */
export function systems(wanted: Wanted = always): SystemAddress[] {
  return (JSON.parse(process.env['ECOGRID_TEST_SYSTEMS'] ?? '[]') as SystemAddress[]).filter(wanted);
}

export const embedded: Wanted = (system) => always(system) && system.mode === 'embedded';
export const remote: Wanted = (system) => always(system) && system.mode === 'remote';

/** Journeys alone run in every mode. */
export const everyMode: Wanted = () => true;
/** Every mode in which the subgraphs hear each other. */
export const withEvents: Wanted = ({ hasEvents }) => hasEvents;
