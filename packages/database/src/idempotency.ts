import { createHash } from 'node:crypto';
import { LessThan, type EntityManager, type QueryRunner } from 'typeorm';
import { EcoGridError } from '@ecogrid/errors';
import { createTable, instant, text, uuid } from './columns.ts';
import type { Database } from './database.ts';
import { IdempotencyRecord } from './idempotency.entity.ts';
import { RunAgain } from './unit-of-work.ts';

/** Stands in the record until the work is done; never read by others, who see the record once it is committed. */
const NOTHING_YET = '00000000-0000-0000-0000-000000000000';

/** How SQLite and MariaDB call it when a row with the key is there. */
const DUPLICATE = /^(SQLITE_CONSTRAINT_PRIMARYKEY|ER_DUP_ENTRY)$/;

export interface Attempt {
  /** The caller; keys are scoped to it. */
  readonly owner: string;
  /** The client's key, 8 to 64 characters. */
  readonly key: string;
  readonly operation: string;
  /** The whole input, as the client sent it. */
  readonly body: unknown;
  readonly at: Date;
  /** The id that the work will answer with, where it is known before. */
  readonly resultId?: string | undefined;
}

/**
 * Runs the work once for each key of an owner, inside the caller's transaction.
 * @returns the id that the first run answered with, on the first run and on every retry.
 * @throws EcoGridError IDEMPOTENCY_KEY_REUSED when the key came with another body before.
 */
export async function once(
  manager: EntityManager,
  attempt: Attempt,
  work: () => Promise<string>,
): Promise<string> {
  const bodyHash = createHash('sha256').update(canonicalJson(attempt.body)).digest('hex');
  const { owner, key: requestKey, operation, at: createdAt, resultId = NOTHING_YET } = attempt;
  const record = { owner, requestKey, operation, bodyHash, createdAt, resultId };
  if (!(await claim(manager, record))) return answered(manager, record);
  const made = await work();
  if (made !== resultId) await manager.update(IdempotencyRecord, { owner, requestKey }, { resultId: made });
  return made;
}

/**
 * Before the work: a retry that comes while the first still runs waits here for its end, then answers the same.
 * @returns whether the key is new.
 */
async function claim(manager: EntityManager, record: IdempotencyRecord): Promise<boolean> {
  try {
    await manager.insert(IdempotencyRecord, { ...record });
    return true;
  } catch (cause) {
    if (!DUPLICATE.test(String((cause as { code?: unknown }).code))) throw cause;
    return false;
  }
}

async function answered(
  manager: EntityManager,
  { owner, requestKey, ...asked }: IdempotencyRecord,
): Promise<string> {
  const known = await manager.findOneBy(IdempotencyRecord, { owner, requestKey });
  if (!known) throw new RunAgain('the key was used by another transaction since this one began to read');
  if (known.bodyHash === asked.bodyHash && known.operation === asked.operation) return known.resultId;
  throw new EcoGridError('IDEMPOTENCY_KEY_REUSED');
}

/**
 * Forgets the requests before the moment: later a retry would be a new request. Rows are looked for without locks and
 * deleted by their keys, so that no mutation waits. @returns how many; a full batch when there may be more.
 */
export async function forgetRequests(database: Database, before: Date, limit: number): Promise<number> {
  const { manager } = database;
  // A subgraph without mutations keeps no record of any.
  if (!manager.connection.hasMetadata(IdempotencyRecord)) return 0;
  const old = await manager.find(IdempotencyRecord, { where: { createdAt: LessThan(before) }, take: limit });
  if (old.length > 0) await database.transaction((writer) => writer.remove(IdempotencyRecord, old));
  return old.length;
}

/** JSON with keys in order, so that equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) && !(part instanceof Date)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** For the first migration of a database that takes mutations. */
export async function createIdempotencyTable(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'idempotency_record', [
    text('owner', 64, { isPrimary: true }),
    text('request_key', 64, { isPrimary: true }),
    text('operation', 64),
    text('body_hash', 64),
    uuid('result_id'),
    instant('created_at'),
  ]);
}
