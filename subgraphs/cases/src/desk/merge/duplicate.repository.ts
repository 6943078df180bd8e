import { Between, In, Not } from 'typeorm';
import { boundedLists, type Database } from '@ecogrid/database';
import { type Batch } from '@ecogrid/subgraph';
import { Case, ENDED_STATES, canReadCase } from '../../case/index.ts';
import { Category } from '../../codes/index.ts';
import { metresBetween, refusalToMerge } from './duplicate.rule.ts';

const HOUR_MS = 3_600_000;
/** Shown for one case, and looked through for all that are asked about together. */
const SHOWN = 10;
const LOOKED_THROUGH = 1_000;

/** Into one case. */
export const MOST_MERGED = 100;

/** Cases that may be the same matter. */
export class DuplicateRepository {
  constructor(private readonly database: Database) {}

  readonly mergedInto: Batch<string, Case[]> = async (caseIds, { actor }) => {
    const lists = await boundedLists(this.database.manager, Case, caseIds, {
      of: 'mergedIntoId',
      by: ['createdAt', 'id'],
      most: MOST_MERGED,
      keeps: 'LAST',
    });
    return lists.map((own) => own.filter((row) => canReadCase(actor, row)));
  };

  /** Of each case the standing ones that it could be merged into, the nearest first. */
  readonly suggestionsOf: Batch<string, Case[]> = async (caseIds, { actor }) => {
    const cases = await this.database.manager.findBy(Case, { id: In(caseIds) });
    const categories = await this.categoriesOf(cases);
    const candidates = (await this.candidatesOf(cases, categories)).filter((row) => canReadCase(actor, row));
    return caseIds.map((id) => {
      const subject = cases.find((each) => each.id === id);
      const category = categories.find(({ code }) => code === subject?.categoryCode) ?? null;
      return subject ? nearest(subject, candidates, category) : [];
    });
  };

  private categoriesOf(cases: readonly Case[]): Promise<Category[]> {
    const codes = cases.map(({ categoryCode }) => categoryCode).filter((code) => code !== null);
    return this.database.manager.findBy(Category, { code: In(codes) });
  }

  private async candidatesOf(cases: readonly Case[], categories: readonly Category[]): Promise<Case[]> {
    const where = categories.flatMap(({ code, duplicateHours }) =>
      cases
        .filter(({ categoryCode }) => categoryCode === code)
        .map(({ createdAt }) => ({
          categoryCode: code,
          createdAt: Between(new Date(createdAt.getTime() - duplicateHours * HOUR_MS), createdAt),
          state: Not(In([...ENDED_STATES])),
        })),
    );
    if (where.length === 0) return [];
    return this.database.manager.find(Case, { where, order: { createdAt: 'DESC' }, take: LOOKED_THROUGH });
  }
}

function nearest(subject: Case, candidates: readonly Case[], category: Category | null): Case[] {
  const metres = (other: Case): number => metresBetween(subject, other) ?? Infinity;
  return candidates
    .filter((other) => refusalToMerge(subject, other, category) === null)
    .toSorted((one, other) => metres(one) - metres(other) || Number(one.createdAt) - Number(other.createdAt))
    .slice(0, SHOWN);
}
