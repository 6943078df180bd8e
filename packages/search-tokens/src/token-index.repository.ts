import { In, type EntityTarget } from 'typeorm';
import type { Condition, Database, Run } from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import type { TokenRow } from './token-row.entity.ts';
import { wantedTokens } from './words.rule.ts';

/** Enough to distinguish a rare word from a common one. */
const TOLD_APART = 200;
/** Rows of one INSERT, below the number of variables that SQLite binds. */
const MOST_ROWS = 5_000;

/** The words by which the objects of one table are found. */
export class TokenIndex {
  constructor(
    private readonly database: Database,
    private readonly entity: EntityTarget<TokenRow>,
    private readonly table: string,
  ) {}

  /** Called in the transaction in which the object is created. */
  async add(ownerId: string, tokens: readonly string[]): Promise<void> {
    for (let start = 0; start < tokens.length; start += MOST_ROWS) {
      const rows = tokens.slice(start, start + MOST_ROWS).map((token) => ({ token, ownerId }));
      await this.database.manager.insert(this.entity, rows);
    }
  }

  /** The object is found by its new words and no longer by the old ones. Called in the transaction of the change. */
  async change(ownerId: string, before: readonly string[], after: readonly string[]): Promise<void> {
    const [old, fresh] = [new Set(before), new Set(after)];
    const gone = [...old].filter((token) => !fresh.has(token));
    for (let start = 0; start < gone.length; start += MOST_ROWS) {
      const token = In(gone.slice(start, start + MOST_ROWS));
      await this.database.manager.delete(this.entity, { ownerId, token });
    }
    await this.add(
      ownerId,
      [...fresh].filter((token) => !old.has(token)),
    );
  }

  /**
   * The tokens that must all be found, the rarest first: it is the one to begin with.
   * @throws EcoGridError INPUT_INVALID when there is nothing to search for.
   */
  async wanted(text: string): Promise<string[]> {
    const tokens = wantedTokens(text);
    if (tokens.length === 0)
      throw new EcoGridError('INPUT_INVALID', { problems: [{ path: 'text', problem: 'searchText' }] });
    return tokens.length === 1 ? tokens : this.byRarity(tokens);
  }

  private async byRarity(tokens: readonly string[]): Promise<string[]> {
    const counts = tokens.map(
      (_token, index) =>
        `SELECT ${index} AS place, COUNT(*) AS found FROM (SELECT 1 FROM ${this.table} WHERE token = ? LIMIT ${TOLD_APART}) t${index}`,
    );
    const rows = await this.database.manager.query<Array<{ place: number | string }>>(
      `SELECT place FROM (${counts.join(' UNION ALL ')}) counted ORDER BY found, place`,
      [...tokens],
    );
    return rows.flatMap(({ place }) => tokens[Number(place)] ?? []);
  }
}

/** The objects with a token, in the order of their creation. */
export function tokenRun(table: string, token: string): Run {
  return { table, index: 'PRIMARY', equal: { token }, sorted: 'owner_id', id: 'owner_id' };
}

/** The condition that an object of a listing has each of the tokens. */
export function hasTokens(table: string, tokens: readonly string[]): Condition[] {
  return tokens.map((token) => ({
    text: `EXISTS (SELECT 1 FROM ${table} held WHERE held.token = ? AND held.owner_id = item.id)`,
    values: [token],
  }));
}
