import { In, IsNull, LessThanOrEqual, MoreThan } from 'typeorm';
import { boundedLists, insertAlone, type Database } from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { isStaff } from '@ecogrid/identity';
import type { Days } from '../subject/index.ts';
import { RuleSet, ScoringRule } from './rule-set.entity.ts';

export const MOST_SETS = 500;
const IN_ORDER = { code: 'ASC', version: 'DESC' } as const;
/** Of a set. */
export const MOST_RULES = 500;

export class RuleSetRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, RuleSet | null> = async (ids, { actor }) => {
    if (!isStaff(actor)) return ids.map(() => null);
    const rows = await this.database.manager.findBy(RuleSet, { id: In(ids) });
    return inKeyOrder(ids, rows, ({ id }) => id);
  };

  readonly ruleById: Batch<string, ScoringRule | null> = async (ids) => {
    const rows = await this.database.manager.findBy(ScoringRule, { id: In(ids) });
    return inKeyOrder(ids, rows, ({ id }) => id);
  };

  /** By reference: to others than staff a rule shows only in an entry that is theirs to read. */
  readonly visibleRuleById: Batch<string, ScoringRule | null> = (ids, context) =>
    isStaff(context.actor) ? this.ruleById(ids, context) : Promise.resolve(ids.map(() => null));

  readonly rulesOf: Batch<string, ScoringRule[]> = (ruleSetIds) =>
    boundedLists(this.database.manager, ScoringRule, ruleSetIds, {
      of: 'ruleSetId',
      by: ['code'],
      most: MOST_RULES,
      keeps: 'FIRST',
    });

  /** The versions of one set, or of all of them. */
  list(code?: string, day?: string): Promise<RuleSet[]> {
    const own = code === undefined ? {} : { code };
    const begun = day === undefined ? own : { ...own, effectiveFrom: LessThanOrEqual(day) };
    const where = (day === undefined ? [null] : [IsNull(), MoreThan(day)]).map((effectiveTo) => ({
      ...begun,
      ...(effectiveTo && { effectiveTo }),
    }));
    return this.database.manager.find(RuleSet, { where, order: IN_ORDER, take: MOST_SETS });
  }

  /** A version of a set; the newest where none is named. */
  find(code: string, version?: number): Promise<RuleSet | null> {
    const where = { code, ...(version !== undefined && { version }) };
    return this.database.manager.findOne(RuleSet, { where, order: IN_ORDER });
  }

  /** Every version, oldest code first, newest version first. A handful: one a year or so. */
  all(): Promise<RuleSet[]> {
    return this.database.manager.find(RuleSet, { order: IN_ORDER });
  }

  latest(code: string): Promise<RuleSet | null> {
    return this.database.manager.findOne(RuleSet, { where: { code }, order: { version: 'DESC' } });
  }

  existing(id: string): Promise<RuleSet> {
    return this.database.manager.findOneByOrFail(RuleSet, { id });
  }

  async end(id: string, effectiveTo: string): Promise<void> {
    await this.database.manager.update(RuleSet, { id }, { effectiveTo });
  }

  async inForce(days: Days): Promise<RuleSet | null> {
    return inForceIn(await this.all(), days);
  }

  rules(ruleSetId: string): Promise<ScoringRule[]> {
    return this.database.manager.find(ScoringRule, { where: { ruleSetId }, order: { code: 'ASC' } });
  }

  async insert(ruleSet: RuleSet, rules: readonly ScoringRule[]): Promise<void> {
    await insertAlone(() => this.database.manager.insert(RuleSet, { ...ruleSet }));
    await this.database.manager.insert(
      ScoringRule,
      rules.map((rule) => ({ ...rule })),
    );
  }
}

/** The set in force on any of the days; of several the one that came last. */
export function inForceIn(ruleSets: readonly RuleSet[], { from, before }: Days): RuleSet | null {
  const candidates = ruleSets.filter(
    (each) => each.effectiveFrom < before && (each.effectiveTo === null || each.effectiveTo > from),
  );
  candidates.sort((a, b) =>
    a.effectiveFrom === b.effectiveFrom ? b.version - a.version : a.effectiveFrom < b.effectiveFrom ? 1 : -1,
  );
  return candidates[0] ?? null;
}
