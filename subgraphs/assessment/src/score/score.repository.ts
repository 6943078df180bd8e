import { In } from 'typeorm';
import type { Database } from '@ecogrid/database';
import type { Batch } from '@ecogrid/subgraph';
import { ScoreEntry } from '../ledger/index.ts';
import { daysOf } from '../period/index.ts';
import { RuleSet, inForceIn } from '../rule-set/index.ts';
import type { Subject, SubjectKind } from '../subject/index.ts';

export interface EntryTotal {
  readonly sum: number;
  readonly count: number;
}

/** A subject in a period as one text, which loaders compare. */
export function scoreKey({ kind, code }: Subject, periodCode: string): string {
  return `${kind}/${periodCode}/${code}`;
}

interface TotalRow {
  readonly kind: SubjectKind;
  readonly code: string;
  readonly period: string;
  readonly total: number | string;
  readonly entries: number | string;
}

export class ScoreRepository {
  constructor(private readonly database: Database) {}

  /** The rule set that holds in a period, by the period's code. */
  readonly ruleSetOf: Batch<string, RuleSet | null> = async (periodCodes) => {
    const all = await this.database.manager.find(RuleSet);
    return periodCodes.map((code) => inForceIn(all, daysOf(code)));
  };

  /** Sum and number of entries, by `scoreKey`. */
  readonly totals: Batch<string, EntryTotal> = async (keys) => {
    const parts = keys.map((key) => key.split('/') as [SubjectKind, string, string]);
    const rows = await this.grouped({
      subjectKind: In(parts.map(([kind]) => kind)),
      periodCode: In(parts.map(([, period]) => period)),
      subjectCode: In(parts.map(([, , code]) => code)),
    });
    return keys.map((key) => rows.get(key) ?? { sum: 0, count: 0 });
  };

  /** The totals of every subject of a kind that has entries in the period, by `scoreKey`. */
  totalsOfKind(subjectKind: SubjectKind, periodCode: string): Promise<Map<string, EntryTotal>> {
    return this.grouped({ subjectKind, periodCode });
  }

  private async grouped(where: object): Promise<Map<string, EntryTotal>> {
    const query = this.database.manager.createQueryBuilder(ScoreEntry, 'entry').where(where);
    query
      .select('entry.subjectKind', 'kind')
      .addSelect('entry.periodCode', 'period')
      .addSelect('entry.subjectCode', 'code');
    query.addSelect('SUM(entry.pointsHundredths)', 'total').addSelect('COUNT(*)', 'entries');
    query.groupBy('entry.subjectKind').addGroupBy('entry.periodCode').addGroupBy('entry.subjectCode');
    const rows = await query.getRawMany<TotalRow>();
    return new Map(
      rows.map((row) => [scoreKey(row, row.period), { sum: Number(row.total), count: Number(row.entries) }]),
    );
  }
}
