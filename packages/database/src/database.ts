import { setTimeout as pause } from 'node:timers/promises';
import { DataSource, type EntityManager, type MixedList } from 'typeorm';
import { BOUNDS } from './bounds.ts';
import { checkBaseline } from './baseline.ts';
import { parseLocation, readerOptions, writerOptions } from './location.ts';
import { statementCounter } from './statements.ts';
import { UnitOfWork } from './unit-of-work.ts';

/** Those who ask whether a process is ready wait a second at most. */
const READY_WITHIN_MS = BOUNDS.server.readyMs;

type Class = new (...args: never[]) => object;

/** The content of a database: the same on every engine. */
export interface DatabaseModel {
  readonly entities: readonly Class[];
  readonly migrations: readonly Class[];
}

export interface DatabaseOptions extends DatabaseModel {
  /** See `parseLocation`. */
  readonly url: string;
}

/** One subgraph's database: the same entities and migrations on SQLite and on MySQL or MariaDB. */
export class Database {
  private constructor(
    private readonly writer: DataSource,
    private readonly reader: DataSource,
    private readonly work: UnitOfWork,
    readonly engine: 'sqlite' | 'mysql' | 'mariadb',
  ) {}

  /** Opens the database, creating the file where there is none, and its schema where it is empty. */
  static async open({ url, entities, migrations }: DatabaseOptions): Promise<Database> {
    const location = parseLocation(url);
    const model = {
      entities: entities as unknown as MixedList<() => void>,
      migrations: migrations as unknown as MixedList<() => void>,
      logging: ['query' as const],
      logger: statementCounter,
    };
    const writer = await new DataSource({ ...writerOptions(location), ...model }).initialize();
    try {
      await checkBaseline(writer, location);
      await writer.runMigrations({ transaction: 'each' });
    } catch (error) {
      await writer.destroy();
      throw error;
    }
    const apart = readerOptions(location);
    const reader = apart ? await new DataSource({ ...apart, ...model }).initialize() : writer;
    return new Database(
      writer,
      reader,
      new UnitOfWork(writer, location.engine === 'sqlite'),
      location.engine,
    );
  }

  /**
   * The manager of repositories: inside a unit of work its transaction, outside it the last committed state.
   * On SQLite a write outside a unit of work is refused by the read-only connection.
   */
  get manager(): EntityManager {
    return this.work.manager ?? this.reader.manager;
  }

  /** Runs the work in one transaction; nested calls join it. A deadlock runs it again, so it touches nothing else. */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.work.run(work);
  }

  /**
   * A value that ends with the current transaction, made once for each owner: a row that a repository has read and
   * locked there is not read again. Outside a transaction it is made each time.
   */
  ofTransaction<T>(owner: object, make: () => T): T {
    return this.work.keep(owner, make);
  }

  /** Runs once the current transaction is durable. */
  afterCommit(effect: () => void): void {
    this.work.afterCommit(effect);
  }

  /** Whether the database answers, within most of a second. */
  async ready(): Promise<boolean> {
    const answered = this.reader.query('SELECT 1').then(
      () => true,
      () => false,
    );
    const late = new AbortController();
    const timeout = pause(READY_WITHIN_MS, false, { signal: late.signal }).catch(() => false);
    return Promise.race([answered, timeout]).finally(() => late.abort());
  }

  /** Statements that would be needed to make the schema fit the entities: none when there is no drift. */
  async drift(): Promise<string[]> {
    const { upQueries } = await this.writer.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
  }

  async close(): Promise<void> {
    if (this.reader !== this.writer) await this.reader.destroy();
    await this.writer.destroy();
  }
}
