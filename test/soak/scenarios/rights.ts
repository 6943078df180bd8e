import { randomUUID } from 'node:crypto';
import { bearer } from '../../access/badges.ts';
import { castOf, type Cast } from '../../access/cast.ts';
import { openCase } from '../../access/scene.ts';
import { now } from '../../subscription/push.ts';
import { demand } from '../../testkit/client.ts';
import { RawSocket } from '../../testkit/raw-socket.ts';
import type { SystemAddress } from '../../testkit/system.ts';
import { eventually } from '../../../packages/service/dist/testing.js';
import { within } from '../../testkit/within.ts';
import { pause, percentile, seeded, type Report } from '../seeded.ts';

const CASES = 'subscription ($after: String) { caseChanged(after: $after) { case { id } } }';
/** Staff of the second street, unused by other tests; a street and a department without relation to them. */
const NUMBERS = ['P0101', 'P0102', 'P0104'];
const STREET = '370871002';
const HOME = 'STREET-370871002';
const ELSEWHERE = '370871003';
const DEPARTMENT = 'DEPT-HOUSING';
const LONGEST_REST_MS = 1_500;
/** A gateway that says nothing any more is one that has failed, however busy the machine. */
const TIMEOUT_MS = 30_000;

export interface RightsAmounts {
  /** Changes of each person's rights. */
  readonly rounds: number;
  /** How long after the change is acknowledged a socket may live and receive; absent where the machine may be too busy to judge. */
  readonly stopsWithinMs?: number;
}

interface Appointment {
  readonly id: string;
  readonly version: number;
  readonly effectiveTo: string | null;
  readonly grid: { readonly code: string };
  readonly organization: { readonly code: string };
}

/**
 * Rights that are taken, that move to another grid, and people who move to another department, while the rows that they
 * show are changing: when the socket stops.
 */
export async function rights(
  system: SystemAddress,
  seed: number,
  { rounds, stopsWithinMs = TIMEOUT_MS }: RightsAmounts,
): Promise<Report> {
  const random = seeded(seed);
  const cast = await castOf(system);
  const enterprise = await enterpriseOfTheStreet(system, cast);
  let isOver = false;
  const flowing = (async () => {
    while (!isOver) await openCase(system, cast, enterprise);
  })();
  const stops: number[] = [];
  const faults: string[] = [];
  const person = async (number: string, index: number): Promise<void> => {
    const staff = await Staff.of(system, cast, number);
    for (let round = 0; round < rounds; round += 1) {
      const socket = await staff.watching();
      await pause(random() * LONGEST_REST_MS);
      // At any moment each of them suffers another kind of change.
      const since = await staff.change(round + index);
      const { code } = await within(TIMEOUT_MS, `the socket of ${number} is closed`, socket.raw.closed);
      const stopped = Math.max(Date.now(), socket.lastDelivery()) - since;
      stops.push(stopped);
      if (code !== 4403) faults.push(`${number} was closed with ${code}`);
      if (stopped > stopsWithinMs) faults.push(`${number} stopped ${stopped} ms after the change`);
      await staff.restore();
    }
  };
  try {
    await Promise.all(NUMBERS.map(person));
  } finally {
    isOver = true;
    await flowing;
  }
  const figures = { changes: stops.length, medianMs: percentile(stops, 0.5), longestMs: Math.max(...stops) };
  return { faults, figures };
}

async function enterpriseOfTheStreet(system: SystemAddress, cast: Cast): Promise<string> {
  const query = '{ devices(first: 1) { edges { node { outlet { enterprise { id } } } } } }';
  type Page = { devices: { edges: [{ node: { outlet: { enterprise: { id: string } } } }] } };
  const { devices } = await demand<Page>(system.url, cast.OTHER_ENTERPRISE, query);
  return devices.edges[0].node.outlet.enterprise.id;
}

/** A member of the street's staff; the shift leader appoints and dismisses this person. */
class Staff {
  private readonly system: SystemAddress;
  private readonly cast: Cast;
  private readonly number: string;
  private readonly token: string;

  private constructor(system: SystemAddress, cast: Cast, number: string, token: string) {
    this.system = system;
    this.cast = cast;
    this.number = number;
    this.token = token;
  }

  static async of(system: SystemAddress, cast: Cast, number: string): Promise<Staff> {
    const query = 'query ($number: String!) { person(number: $number) { id } }';
    const { person } = await demand<{ person: { id: string } }>(system.url, cast.OPERATOR, query, { number });
    return new Staff(system, cast, number, await bearer(system, { subject: person.id }));
  }

  /** A socket that is proven open: it has received a case. */
  async watching(): Promise<{ raw: RawSocket; lastDelivery: () => number }> {
    const raw = await RawSocket.ready(this.system.url, { authorization: `Bearer ${this.token}` });
    let last = 0;
    raw.socket.on('message', () => (last = Date.now()));
    raw.subscribe('1', CASES, { after: await now(this.system, this.cast) });
    const { type, payload } = await raw.next();
    if (type !== 'next') throw new Error(`${this.number} was answered ${type} ${JSON.stringify(payload)}`);
    return { raw, lastDelivery: () => last };
  }

  /** Takes the rights, or moves them to another grid, or the person to another department. @returns when it was acknowledged. */
  async change(round: number): Promise<number> {
    const end = async (): Promise<void> => {
      for (const each of await this.appointments()) await this.dismiss(each);
    };
    const moves = [end, () => this.appoint(ELSEWHERE), () => this.appoint(STREET, DEPARTMENT)];
    await moves[round % moves.length]?.();
    return Date.now();
  }

  /** As it was, and known to the gateway. */
  async restore(): Promise<void> {
    const known = await this.appointments();
    for (const each of known.filter(({ grid }) => grid.code !== STREET)) await this.dismiss(each);
    const isHome = ({ grid, organization }: Appointment): boolean =>
      grid.code === STREET && organization.code === HOME;
    if (!known.some(isHome)) await this.appoint(STREET, HOME);
    type Me = { me: { rights: Array<{ grid: { code: string } | null }>; organization: { code: string } } };
    const me = (): Promise<Me> =>
      demand(this.system.url, this.token, '{ me { rights { grid { code } } organization { code } } }');
    const isRestored = ({ me: { rights, organization } }: Me): boolean =>
      [...new Set(rights.map(({ grid }) => grid?.code))].join() === STREET && organization.code === HOME;
    await eventually(me, isRestored, TIMEOUT_MS);
  }

  private async appointments(): Promise<Appointment[]> {
    const query =
      'query ($number: String!) { person(number: $number) { appointments { id version effectiveTo grid { code } organization { code } } } }';
    const { person } = await demand<{ person: { appointments: Appointment[] } }>(
      this.system.url,
      this.cast.OPERATOR,
      query,
      { number: this.number },
    );
    return person.appointments.filter(({ effectiveTo }) => effectiveTo === null);
  }

  private async dismiss({ id: appointmentId, version }: Appointment): Promise<void> {
    const input = { idempotencyKey: randomUUID(), appointmentId, version };
    const mutation =
      'mutation ($input: EndAppointmentInput!) { endAppointment(input: $input) { appointment { id } } }';
    await demand(this.system.url, this.cast.SHIFT_LEADER, mutation, { input });
  }

  private async appoint(gridCode: string, organizationCode?: string): Promise<void> {
    const appointee = { personNumber: this.number, role: 'STREET_STAFF', gridCode, organizationCode };
    const input = { idempotencyKey: randomUUID(), ...appointee };
    const mutation = 'mutation ($input: AppointInput!) { appoint(input: $input) { appointment { id } } }';
    await demand(this.system.url, this.cast.SHIFT_LEADER, mutation, { input });
  }
}
