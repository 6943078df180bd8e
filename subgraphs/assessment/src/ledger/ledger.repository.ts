import { Brackets, In, type SelectQueryBuilder } from 'typeorm';
import { keysetPage, type Database, type Page, type PageRequest } from '@ecogrid/database';
import { maySeePseudonyms, type Actor } from '@ecogrid/identity';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { KnownPerson } from '../neighbours/index.ts';
import type { FactTopic } from '../rule-set/index.ts';
import {
  SubjectKind,
  canReadScore,
  shownCode,
  visibleSubjects,
  type Subject,
  type SubjectScope,
} from '../subject/index.ts';
import { KnownCase } from './known-case.entity.ts';
import { ScoreEntry } from './score-entry.entity.ts';

export interface EntryFilter {
  readonly subjectKind?: SubjectKind | undefined;
  readonly subjectCode?: string | undefined;
  readonly subjectPseudonym?: string | undefined;
  readonly period?: string | undefined;
  readonly ruleCode?: string | undefined;
  readonly sourceId?: string | undefined;
}

export class LedgerRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, ScoreEntry | null> = async (ids, { actor }) => {
    const rows = await this.database.manager.findBy(ScoreEntry, { id: In(ids) });
    const visible = rows.filter((row) => canReadScore(actor, subjectOf(row)));
    return inKeyOrder(ids, visible, ({ id }) => id);
  };

  /** For services that decide; answers to actors go through the batch and the page. */
  find(id: string): Promise<ScoreEntry | null> {
    return this.database.manager.findOneBy(ScoreEntry, { id });
  }

  isReversed(id: string): Promise<boolean> {
    return this.database.manager.existsBy(ScoreEntry, { reversalOf: id });
  }

  ofSourceEvent(sourceEventId: string): Promise<ScoreEntry[]> {
    return this.database.manager.findBy(ScoreEntry, { sourceEventId });
  }

  /** The entries that facts of a topic gave for one source and that are not reversed. */
  standing(sourceTopic: FactTopic, sourceId: string): Promise<ScoreEntry[]> {
    return this.database.manager
      .createQueryBuilder(ScoreEntry, 'entry')
      .leftJoin(ScoreEntry, 'reversal', 'reversal.reversalOf = entry.id')
      .where('entry.sourceId = :sourceId AND entry.sourceTopic = :sourceTopic', { sourceId, sourceTopic })
      .andWhere('entry.reversalOf IS NULL AND reversal.id IS NULL')
      .getMany();
  }

  /** The entries of a subject in a period, in the order of posting. */
  linesOf({ kind, code }: Subject, periodCode: string, request: PageRequest): Promise<Page<ScoreEntry>> {
    const where = { subjectKind: kind, subjectCode: code, periodCode };
    const query = this.database.manager.createQueryBuilder(ScoreEntry, 'entry').where(where);
    return keysetPage(query, { property: 'postedAt', direction: 'ASC' }, request);
  }

  /** The points of each rule in a period, hundredths, by `<rule id>/<subject code>`. */
  async totals(ruleIds: readonly string[], periodCode: string): Promise<Map<string, number>> {
    const query = this.database.manager.createQueryBuilder(ScoreEntry, 'entry');
    query.select('entry.ruleId', 'ruleId').addSelect('entry.subjectCode', 'subjectCode');
    query.addSelect('SUM(entry.pointsHundredths)', 'total');
    query.where('entry.ruleId IN (:...ruleIds) AND entry.periodCode = :periodCode', { ruleIds, periodCode });
    query.groupBy('entry.ruleId').addGroupBy('entry.subjectCode');
    const rows = await query.getRawMany<{ ruleId: string; subjectCode: string; total: number | string }>();
    return new Map(rows.map(({ ruleId, subjectCode, total }) => [`${ruleId}/${subjectCode}`, Number(total)]));
  }

  async insert(entries: readonly ScoreEntry[]): Promise<void> {
    await this.database.manager.insert(
      ScoreEntry,
      entries.map((entry) => ({ ...entry }) as never),
    );
  }

  /** The entries that the actor may read, the newest first. */
  page(actor: Actor, filter: EntryFilter, request: PageRequest): Promise<Page<ScoreEntry>> {
    const query = this.database.manager.createQueryBuilder(ScoreEntry, 'entry').where('1 = 1');
    const { period: periodCode, subjectPseudonym, ...rest } = filter;
    for (const [property, value] of Object.entries({ ...rest, periodCode })) {
      if (value !== undefined) query.andWhere(`entry.${property} = :${property}`, { [property]: value });
    }
    if (hidesPerson(actor, filter))
      query.andWhere('entry.subjectKind <> :hidden', { hidden: SubjectKind.MEMBER });
    if (subjectPseudonym !== undefined) onlyOfPseudonym(query, actor, subjectPseudonym);
    restrict(query, visibleSubjects(actor));
    return keysetPage(query, { property: 'postedAt', direction: 'DESC' }, request);
  }

  knownCase(id: string): Promise<KnownCase | null> {
    return this.database.manager.findOneBy(KnownCase, { id });
  }

  /** Keeps the event that closed the case first, on time or late. */
  async keepClosing(
    id: string,
    closing: Partial<Pick<KnownCase, 'closedOnTimeEventId' | 'closedLateEventId'>>,
  ): Promise<void> {
    await this.database.manager.update(KnownCase, { id }, closing);
  }

  async keepCase(known: KnownCase): Promise<void> {
    await this.database.manager.insert(KnownCase, { ...known });
  }
}

/** Whether a unique key refused a row, on either engine. */
export function isDuplicate(error: unknown): boolean {
  const code = String((error as { code?: unknown }).code);
  return code === 'ER_DUP_ENTRY' || code.startsWith('SQLITE_CONSTRAINT');
}

function subjectOf({ subjectKind, subjectCode }: ScoreEntry): Subject {
  return { kind: subjectKind, code: subjectCode };
}

/** Whether the filter may hold the id of a person that the actor may not see: it must not lead to a pseudonym. */
function hidesPerson(actor: Actor, { subjectCode: code }: EntryFilter): boolean {
  return code !== undefined && shownCode(actor, { kind: SubjectKind.MEMBER, code }) === null;
}

function onlyOfPseudonym(query: SelectQueryBuilder<ScoreEntry>, actor: Actor, pseudonym: string): void {
  if (!maySeePseudonyms(actor)) return void query.andWhere('1 = 0');
  const known = query.subQuery().select('known.id').from(KnownPerson, 'known');
  known.where('known.pseudonym = :pseudonym', { pseudonym });
  query.andWhere(`entry.subjectCode IN ${known.getQuery()}`).setParameters(known.getParameters());
}

function restrict(query: SelectQueryBuilder<ScoreEntry>, visible: 'ALL' | readonly SubjectScope[]): void {
  if (visible === 'ALL') return;
  query.andWhere(
    new Brackets((any) => {
      any.where('1 = 0');
      visible.forEach(({ kinds, code, match }, index) => {
        const compared = match === 'EXACT' ? `= :code${index}` : `LIKE :code${index}`;
        any.orWhere(`(entry.subjectKind IN (:...kinds${index}) AND entry.subjectCode ${compared})`, {
          [`kinds${index}`]: kinds,
          [`code${index}`]: match === 'EXACT' ? code : `${code}%`,
        });
      });
    }),
  );
}
