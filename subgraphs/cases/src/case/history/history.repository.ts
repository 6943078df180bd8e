import { In } from 'typeorm';
import {
  RawRows,
  nestedPages,
  newId,
  placeholders,
  through,
  type Database,
  type Page,
} from '@ecogrid/database';
import { groupedByKey, inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { CaseEvent, CaseHistoryHead } from './case-event.entity.ts';
import { CHAIN_START, hashOf } from './chain.rule.ts';
import { hiddenActions, maySeeAction } from './history.policy.ts';
import type { HistoryAction } from './history.vocabulary.ts';

/** Actions that exclude a person as checker. */
const HANDLING_ACTIONS: readonly HistoryAction[] = [
  'dispatch',
  'redispatch',
  'acknowledge',
  'submitResult',
  'requestExtension',
  'requestReturn',
  'requestSuspension',
  'resume',
];

type Head = Pick<CaseHistoryHead, 'sequence' | 'hash'>;
export type NewLine = Omit<CaseEvent, 'id' | 'sequence' | 'previousHash' | 'hash'>;

/** The last lines of a case: equal wishes have equal keys and are fetched once. */
export function latestKey(caseId: string, first: number): string {
  return `${first} ${caseId}`;
}

export class HistoryRepository {
  constructor(private readonly database: Database) {}

  /** The lines that the actor may see. */
  readonly ofCases: Batch<string, Page<CaseEvent>> = (keys, { actor }) => {
    const { manager } = this.database;
    const hidden = hiddenActions(actor);
    const condition = hidden.length > 0 ? 'item.action NOT IN (:...hidden)' : '1 = 1';
    return nestedPages(manager, { property: 'sequence', direction: 'ASC' }, keys, ({ parent }) =>
      manager
        .createQueryBuilder(CaseEvent, 'item')
        .where('item.caseId = :parent', { parent })
        .andWhere(condition, { hidden }),
    );
  };

  /**
   * Keys are made by `latestKey`. Lines are counted without a gap, and the head knows the count: the last ones of many
   * cases are a range of one index each, in one statement. A hidden line leaves its place empty.
   */
  readonly latestOfCases: Batch<string, CaseEvent[]> = async (keys, { actor }) => {
    const wishes = keys.map((key) => key.split(' ') as [first: string, caseId: string]);
    const caseIds = [...new Set(wishes.map(([, caseId]) => caseId))];
    const most = Math.max(...wishes.map(([first]) => Number(first)));
    const { manager } = this.database;
    const { connection } = manager;
    const rows = await RawRows.of(connection, CaseEvent).select(
      manager,
      `${through(connection, 'ux_case_event_sequence')}
       JOIN case_history_head head ${through(connection, 'PRIMARY')} ON head.case_id = item.case_id
       WHERE head.case_id IN (${placeholders(caseIds)}) AND item.sequence > head.sequence - ?`,
      [...caseIds, most],
    );
    const shown = rows.filter(({ action }) => maySeeAction(actor, action));
    shown.sort((one, other) => other.sequence - one.sequence);
    const lines = new Map(
      groupedByKey(caseIds, shown, ({ caseId }) => caseId).map((own, index) => [caseIds[index], own]),
    );
    return wishes.map(([first, caseId]) => (lines.get(caseId) ?? []).slice(0, Number(first)));
  };

  async headsOf(caseIds: readonly string[]): Promise<Array<CaseHistoryHead | null>> {
    const rows = await this.database.manager.findBy(CaseHistoryHead, { caseId: In(caseIds) });
    return inKeyOrder(caseIds, rows, ({ caseId }) => caseId);
  }

  /** Every line of each case, in order. */
  async wholeOf(caseIds: readonly string[]): Promise<CaseEvent[][]> {
    const where = { caseId: In(caseIds) };
    const rows = await this.database.manager.find(CaseEvent, { where, order: { sequence: 'ASC' } });
    return groupedByKey(caseIds, rows, ({ caseId }) => caseId);
  }

  readonly handlersOf: Batch<string, string[]> = (caseIds) => this.handlers(caseIds);

  /** The people who dispatched each case or handled a ticket of it. */
  async handlers(caseIds: readonly string[]): Promise<string[][]> {
    const lines = await this.database.manager.find(CaseEvent, {
      select: { caseId: true, actorId: true },
      where: { caseId: In(caseIds), actorKind: 'PERSON', action: In(HANDLING_ACTIONS) },
    });
    const found = groupedByKey(caseIds, lines, ({ caseId }) => caseId);
    return found.map((own) => own.flatMap(({ actorId }) => actorId ?? []));
  }

  /** Starts the chain of a new case. */
  async begin(caseId: string): Promise<void> {
    await this.database.manager.insert(CaseHistoryHead, { caseId, sequence: 0, hash: CHAIN_START });
  }

  /** Appends lines of one case, in order. The head's row is locked as it is read: they follow the newest line. */
  async append(caseId: string, lines: readonly NewLine[]): Promise<void> {
    const { manager } = this.database;
    const heads = this.heads();
    const chained = chainedTo(heads.get(caseId) ?? (await this.lockedHead(caseId)), lines);
    await manager.createQueryBuilder().insert().into(CaseEvent).values(chained).updateEntity(false).execute();
    const last = chained.at(-1);
    if (!last) return;
    const { sequence, hash } = last;
    await manager.update(CaseHistoryHead, { caseId }, { sequence, hash });
    heads.set(caseId, { sequence, hash });
  }

  /** The heads that this transaction has locked, as it left them: each is read once. */
  private heads(): Map<string, Head> {
    return this.database.ofTransaction(this, () => new Map<string, Head>());
  }

  /** SQLite has one writer at a time, and no locks of rows. */
  private lockedHead(caseId: string): Promise<CaseHistoryHead> {
    const { manager, engine } = this.database;
    const lock = engine === 'sqlite' ? {} : { lock: { mode: 'pessimistic_write' as const } };
    return manager.findOneOrFail(CaseHistoryHead, { where: { caseId }, ...lock });
  }
}

/** The lines as they follow a head: each with its number, the hash before it, and its own. */
function chainedTo(head: Head, lines: readonly NewLine[]): CaseEvent[] {
  let { sequence, hash } = head;
  return lines.map((line) => {
    sequence += 1;
    const unsealed = { id: newId(), ...line, sequence, previousHash: hash };
    hash = hashOf(unsealed);
    return { ...unsealed, hash };
  });
}
