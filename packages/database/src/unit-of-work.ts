import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager } from 'typeorm';
import { setTimeout as pause } from 'node:timers/promises';
import { EcoGridError } from '@ecogrid/errors';
import { BOUNDS } from './bounds.ts';
import { uncounted } from './statements.ts';

interface Unit {
  readonly manager: EntityManager;
  readonly afterCommit: Array<() => void>;
  /** Values that repositories keep until the transaction ends. */
  readonly kept: Map<object, unknown>;
}

/** Thrown by work that met another transaction's and will find its outcome when it is run again. */
export class RunAgain extends Error {
  override readonly name = 'RunAgain';
  readonly code = 'RUN_AGAIN';
}

/** How SQLite and MariaDB call it when a row with a unique value is there. */
const TAKEN = /^(SQLITE_CONSTRAINT.*|ER_DUP_ENTRY)$/;

/**
 * Inserts a row that another transaction may insert at the same time, inside the caller's transaction: the later one
 * runs again, and reads the row of the other. @throws RunAgain
 */
export async function insertAlone<T>(insert: () => Promise<T>): Promise<T> {
  try {
    return await insert();
  } catch (cause) {
    if (!TAKEN.test(String((cause as { code?: unknown }).code))) throw cause;
    throw new RunAgain('another transaction stored it first', { cause });
  }
}

/** Deadlock, lock wait time-out, a row changed since the snapshot (MariaDB 11.6 on), and our own: the transaction was rolled back whole and may run again. */
const RETRYABLE = new Set(['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD', 'RUN_AGAIN']);
const ATTEMPTS: number = BOUNDS.units.attempts;
/** SQLite: another process has the lock. */
const BUSY = /^SQLITE_BUSY/;
const BUSY_PAUSE_MS = BOUNDS.units.lockPauseMs;
/** mysql2: the server did not answer a statement in time. */
const STATEMENT_TIMEOUT = 'PROTOCOL_SEQUENCE_TIMEOUT';

/**
 * One transaction for each mutation. On SQLite every unit of work passes through one queue: the driver has a single
 * connection, and a transaction that rolls back there would take other callers' writes with it.
 */
export class UnitOfWork {
  private readonly current = new AsyncLocalStorage<Unit>();
  private tail: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly writer: DataSource,
    private readonly oneAtATime: boolean,
  ) {}

  /** The manager of the transaction this call runs in, if it runs in one. */
  get manager(): EntityManager | undefined {
    return this.current.getStore()?.manager;
  }

  /** Runs the work in a transaction, or in the one it is already part of. */
  run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const unit = this.current.getStore();
    if (unit) return work(unit.manager);
    return this.oneAtATime ? this.queue(() => this.attempt(work)) : this.attempt(work);
  }

  /** Runs once the current transaction is durable; at once when there is none. */
  afterCommit(effect: () => void): void {
    const unit = this.current.getStore();
    if (unit) unit.afterCommit.push(effect);
    else effect();
  }

  /** A value of the current transaction, made once for each owner; outside a transaction it is made each time. */
  keep<T>(owner: object, make: () => T): T {
    const kept = this.current.getStore()?.kept;
    if (!kept) return make();
    if (!kept.has(owner)) kept.set(owner, make());
    return kept.get(owner) as T;
  }

  private queue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work, work);
    this.tail = result.catch(() => undefined);
    return result;
  }

  private async attempt<T>(work: (manager: EntityManager) => Promise<T>, left = ATTEMPTS): Promise<T> {
    const afterCommit: Array<() => void> = [];
    try {
      const result = await this.writer.transaction((manager) =>
        this.current.run({ manager, afterCommit, kept: new Map() }, () => work(manager)),
      );
      this.current.exit(() => uncounted(() => afterCommit.forEach((effect) => effect())));
      return result;
    } catch (error) {
      const code = String((error as { code?: unknown }).code);
      const isBusy = BUSY.test(code);
      if (left > 1 && isBusy) await pause(BUSY_PAUSE_MS);
      if (left > 1 && (isBusy || RETRYABLE.has(code))) return this.attempt(work, left - 1);
      if (isBusy || code === STATEMENT_TIMEOUT) throw new EcoGridError('DATABASE_BUSY', {}, { cause: error });
      throw error;
    }
  }
}
