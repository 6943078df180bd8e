import { SubjectKind, STREET_CODE_LENGTH, type Subject } from './subject.ts';
import type { Days, SubjectRepository } from './subject.repository.ts';

/** The fields of a fact by which subjects are named. */
export interface NamingFacts {
  readonly organizationCode?: unknown;
  readonly leadOrganizationCode?: unknown;
  readonly gridCode?: unknown;
  readonly reporterId?: unknown;
}

/** The fields that may name a subject, by its kind. */
export const NAMING_FIELDS: Readonly<Record<SubjectKind, ReadonlyArray<keyof NamingFacts>>> = {
  [SubjectKind.DEPARTMENT]: ['organizationCode', 'leadOrganizationCode'],
  [SubjectKind.GRID]: ['gridCode'],
  [SubjectKind.STREET]: ['gridCode'],
  [SubjectKind.MEMBER]: ['gridCode', 'reporterId'],
};

/** The codes of the subjects of a kind that a field of a fact names; none when it names no such subject. */
export type NamedSubjects = (kind: SubjectKind, field: string) => readonly string[];

/** Finds the named subject and the assessed one, in the projections. */
export class SubjectFinder {
  constructor(private readonly repository: SubjectRepository) {}

  /**
   * The subjects that a fact names, as they stood on a day.
   * @throws Error when it names a grid or an organization that is not known yet: its event will come, and the fact
   * is taken again then.
   */
  async namedBy(facts: NamingFacts, day: string): Promise<NamedSubjects> {
    const codes = new Map<string, readonly string[]>();
    for (const [key, found] of await this.departments(facts)) codes.set(key, found);
    for (const [key, found] of await this.territories(facts.gridCode)) codes.set(key, found);
    codes.set('MEMBER/gridCode', await this.members(day, { gridCode: facts.gridCode }));
    codes.set('MEMBER/reporterId', await this.members(day, { personId: facts.reporterId }));
    return (kind, field) => codes.get(`${kind}/${field}`) ?? [];
  }

  /** Whether the subject is assessed in these days. */
  async isAssessed({ kind, code }: Subject, days: Days): Promise<boolean> {
    if (kind === SubjectKind.MEMBER)
      return (await this.repository.membershipsDuring(days, [code])).length > 0;
    return (await this.peers(kind, days)).includes(code);
  }

  /** The codes of all subjects of a kind that are assessed in these days: one peer group. */
  async peers(kind: SubjectKind, days: Days): Promise<string[]> {
    switch (kind) {
      case SubjectKind.DEPARTMENT:
        return (await this.repository.departments()).map(({ code }) => code);
      case SubjectKind.GRID:
        return (await this.repository.gridsOfLevel(4)).map(({ code }) => code);
      case SubjectKind.STREET:
        return (await this.repository.gridsOfLevel(3)).map(({ code }) => code);
      case SubjectKind.MEMBER:
        return unique((await this.repository.membershipsDuring(days)).map(({ personId }) => personId));
    }
  }

  private async departments(facts: NamingFacts): Promise<Array<[string, string[]]>> {
    const fields = ['organizationCode', 'leadOrganizationCode'] as const;
    const named = fields.filter((field) => typeof facts[field] === 'string');
    const codes = unique(named.map((field) => facts[field] as string));
    const known = codes.length === 0 ? [] : await this.repository.organizations(codes);
    const kinds = new Map(known.map(({ code, kind }) => [code, kind]));
    const missing = codes.find((code) => !kinds.has(code));
    if (missing !== undefined) throw new Error(`The organization ${missing} is not known yet`);
    return named.map((field) => {
      const code = facts[field] as string;
      return [`${SubjectKind.DEPARTMENT}/${field}`, kinds.get(code) === 'DEPARTMENT' ? [code] : []];
    });
  }

  private async territories(gridCode: unknown): Promise<Array<[string, string[]]>> {
    if (typeof gridCode !== 'string') return [];
    const grid = await this.repository.grid(gridCode);
    if (!grid) throw new Error(`The grid ${gridCode} is not known yet`);
    return [
      [`${SubjectKind.GRID}/gridCode`, grid.level === 4 ? [gridCode] : []],
      [`${SubjectKind.STREET}/gridCode`, grid.level >= 3 ? [gridCode.slice(0, STREET_CODE_LENGTH)] : []],
    ];
  }

  private async members(day: string, of: { gridCode: unknown } | { personId: unknown }): Promise<string[]> {
    if (Object.values(of).some((value) => typeof value !== 'string')) return [];
    const holding = await this.repository.membershipsOn(
      day,
      of as { gridCode: string } | { personId: string },
    );
    return unique(holding.map(({ personId }) => personId));
  }
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
