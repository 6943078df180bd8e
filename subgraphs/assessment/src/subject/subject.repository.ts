import { In, IsNull, LessThan, LessThanOrEqual, MoreThan, type FindOptionsWhere } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { maySeePseudonyms, peopleIn, visiblePeople, type Actor } from '@ecogrid/identity';
import { KnownGrid } from '@ecogrid/territory';
import { inKeyOrder, type Batch, type GraphContext } from '@ecogrid/subgraph';
import { KnownAppointment, KnownOrganization, KnownPerson } from '../neighbours/index.ts';
import { SubjectKind, type Subject } from './subject.ts';

/** Days as YYYY-MM-DD: from the first to before the second. */
export interface Days {
  readonly from: string;
  readonly before: string;
}

export class SubjectRepository {
  constructor(private readonly database: Database) {}

  readonly organizationByCode: Batch<string, KnownOrganization | null> = async (codes) => {
    const rows = await this.organizations(codes);
    return inKeyOrder(codes, rows, ({ code }) => code);
  };

  readonly gridByCode: Batch<string, KnownGrid | null> = async (codes) => {
    const rows = await this.database.manager.find(KnownGrid, {
      where: { code: In(codes) },
      select: SHALLOW_GRID,
    });
    return inKeyOrder(codes, rows, ({ code }) => code);
  };

  /** Whether the actor may see each person on a day, `YYYY-MM-DD`. */
  async areVisible(ids: readonly string[], actor: Actor, day: string): Promise<boolean[]> {
    const scope = visiblePeople(actor);
    if (scope.everything) return ids.map(() => true);
    const appointments = await this.database.manager.findBy(KnownAppointment, { personId: In(ids) });
    const seen = peopleIn(scope, appointments, day);
    return ids.map((id) => seen.has(id));
  }

  /** Whether a person was a grid member in a month; keys are `<YYYY-MM>/<person id>`. */
  readonly isMemberDuring: Batch<string, boolean> = async (keys) => {
    const pairs = keys.map((key) => key.split('/') as [string, string]);
    const personId = In(pairs.map(([, id]) => id));
    const rows = await this.memberships([{ personId }]);
    return pairs.map(([month, personId]) =>
      rows.some(
        (row) => row.personId === personId && row.since.slice(0, 7) <= month && endsAfterStartOf(month, row),
      ),
    );
  };

  /** The pseudonyms of people; null for actors who may not see them, and until grids has announced the person. */
  readonly pseudonymOf: Batch<string, string | null> = async (ids, { actor }) => {
    if (!maySeePseudonyms(actor)) return ids.map(() => null);
    const rows = await this.database.manager.findBy(KnownPerson, { id: In(ids) });
    return inKeyOrder(ids, rows, ({ id }) => id).map((row) => row?.pseudonym ?? null);
  };

  /** The pseudonym of a subject that is a person; null for other kinds. */
  pseudonymOfSubject({ kind, code }: Subject, context: GraphContext): Promise<string | null> {
    return kind === SubjectKind.MEMBER ? context.load(this.pseudonymOf, code) : Promise.resolve(null);
  }

  organizations(codes: readonly string[]): Promise<KnownOrganization[]> {
    return this.database.manager.findBy(KnownOrganization, { code: In(codes) });
  }

  departments(): Promise<KnownOrganization[]> {
    return this.database.manager.findBy(KnownOrganization, { kind: 'DEPARTMENT' });
  }

  grid(code: string): Promise<KnownGrid | null> {
    return this.database.manager.findOne(KnownGrid, { where: { code }, select: SHALLOW_GRID });
  }

  gridsOfLevel(level: number): Promise<KnownGrid[]> {
    return this.database.manager.find(KnownGrid, { where: { level }, select: SHALLOW_GRID });
  }

  /** Memberships that hold on the day, of a grid or of a person. */
  membershipsOn(day: string, of: { gridCode: string } | { personId: string }): Promise<KnownAppointment[]> {
    const started = { ...of, since: LessThanOrEqual(day) };
    return this.memberships([
      { ...started, until: IsNull() },
      { ...started, until: MoreThan(day) },
    ]);
  }

  /** Memberships that hold on any of the days. */
  membershipsDuring({ from, before }: Days, personIds?: readonly string[]): Promise<KnownAppointment[]> {
    const started = { since: LessThan(before), ...(personIds && { personId: In(personIds) }) };
    return this.memberships([
      { ...started, until: IsNull() },
      { ...started, until: MoreThan(from) },
    ]);
  }

  private memberships(where: Array<FindOptionsWhere<KnownAppointment>>): Promise<KnownAppointment[]> {
    const members = where.map((each) => ({ ...each, role: 'GRID_MEMBER' as const }));
    return this.database.manager.find(KnownAppointment, { where: members, order: { id: 'ASC' } });
  }
}

function endsAfterStartOf(month: string, { until }: KnownAppointment): boolean {
  return until === null || until > `${month}-01`;
}

/** Without the polygon, which nothing here needs. */
const SHALLOW_GRID = { id: true, code: true, level: true } as const;
