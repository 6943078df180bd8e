import { castOf, type Cast } from '../access/cast.ts';
import { openCase } from '../access/scene.ts';
import { anEnterprise, now } from '../subscription/push.ts';
import type { SystemAddress } from '../testkit/system.ts';
import { RoamingClient } from './roaming-client.ts';

/** The acknowledged dispatches of each operator in order, against which the clients' events are compared. */
export type Ledger = ReadonlyArray<readonly string[]>;

const LANES = 3;

/** Several operators dispatch tickets to one department until they are stopped, and record them. */
export class Assigning {
  readonly ledger: string[][] = Array.from({ length: LANES }, () => []);
  private readonly system: SystemAddress;
  private readonly cast: Cast;
  private readonly enterprise: string;
  private readonly start: string;

  private constructor(system: SystemAddress, cast: Cast, enterprise: string, start: string) {
    this.system = system;
    this.cast = cast;
    this.enterprise = enterprise;
    this.start = start;
  }

  static async on(system: SystemAddress): Promise<Assigning> {
    const cast = await castOf(system);
    return new Assigning(system, cast, await anEnterprise(system, cast), await now(system, cast));
  }

  get acknowledged(): number {
    return this.ledger.reduce((sum, { length }) => sum + length, 0);
  }

  /** Each of them one ticket after the other. */
  async assignWhile(goesOn: () => boolean): Promise<void> {
    const lane = async (entries: string[]): Promise<void> => {
      while (goesOn())
        entries.push((await openCase(this.system, this.cast, this.enterprise, 'DEPT-HOUSING')).ticketId);
    };
    await Promise.all(this.ledger.map(lane));
  }

  /** People of that department who have seen nothing yet. */
  roamingClients(count: number): RoamingClient[] {
    return Array.from({ length: count }, () => new RoamingClient(this.cast.DEPARTMENT_STAFF, this.start));
  }

  /** Each stays until it has seen all that was acknowledged; one that does not in time is found out by its judge. */
  async seenByAll(roamingClients: readonly RoamingClient[], url: string, withinMs = 60_000): Promise<void> {
    const giveUp = Date.now() + withinMs;
    const catchUp = async (each: RoamingClient): Promise<void> => {
      const hasAll = (): boolean => each.seen.length >= this.acknowledged;
      while (!hasAll() && Date.now() < giveUp) await each.stay(url, giveUp - Date.now(), hasAll);
    };
    await Promise.all(roamingClients.map(catchUp));
  }
}
