import { In } from 'typeorm';
import type { Condition, Database, Run } from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import { CaseToken } from './case-token.entity.ts';
import { tokensOf, wantedTokens } from './words.rule.ts';

/** The searched fields of a case. */
export interface Searched {
  readonly number: string;
  readonly title: string;
  readonly summary: string | null;
  readonly objectName: string | null;
  readonly enterpriseCode: string | null;
}

/** Enough to distinguish a rare word from a common one. */
const TOLD_APART = 200;
/** Rows of one INSERT, below what SQLite binds. */
const MOST_ROWS = 5_000;

/** Finds cases by words, from a table of tokens that is the same on both engines. */
export class SearchRepository {
  constructor(private readonly database: Database) {}

  /** Writes by what a new case is found. Called in the transaction of its opening. */
  add(caseId: string, said: Searched): Promise<void> {
    return this.insert(caseId, tokensOfCase(said));
  }

  /** Updates the index of words: the case is found by its new words and no longer by the old ones. */
  async change(caseId: string, before: Searched, after: Searched): Promise<void> {
    const [old, fresh] = [new Set(tokensOfCase(before)), new Set(tokensOfCase(after))];
    const gone = [...old].filter((token) => !fresh.has(token));
    for (let start = 0; start < gone.length; start += MOST_ROWS) {
      const token = In(gone.slice(start, start + MOST_ROWS));
      await this.database.manager.delete(CaseToken, { caseId, token });
    }
    await this.insert(
      caseId,
      [...fresh].filter((token) => !old.has(token)),
    );
  }

  private async insert(caseId: string, tokens: readonly string[]): Promise<void> {
    for (let start = 0; start < tokens.length; start += MOST_ROWS) {
      const rows = tokens.slice(start, start + MOST_ROWS).map((token) => ({ token, caseId }));
      await this.database.manager.insert(CaseToken, rows);
    }
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
        `SELECT ${index} AS place, COUNT(*) AS found FROM (SELECT 1 FROM case_token WHERE token = ? LIMIT ${TOLD_APART}) t${index}`,
    );
    const rows = await this.database.manager.query<Array<{ place: number | string }>>(
      `SELECT place FROM (${counts.join(' UNION ALL ')}) counted ORDER BY found, place`,
      [...tokens],
    );
    return rows.flatMap(({ place }) => tokens[Number(place)] ?? []);
  }
}

function tokensOfCase({ number, title, summary, objectName, enterpriseCode }: Searched): string[] {
  return tokensOf(number, title, summary, objectName, enterpriseCode);
}

/** The cases with a token, in the order of their opening. */
export function tokenRun(token: string): Run {
  return { table: 'case_token', index: 'PRIMARY', equal: { token }, sorted: 'case_id', id: 'case_id' };
}

/** That a case has each of the tokens. */
export function hasTokens(tokens: readonly string[]): Condition[] {
  return tokens.map((token) => ({
    text: 'EXISTS (SELECT 1 FROM case_token held WHERE held.token = ? AND held.case_id = item.id)',
    values: [token],
  }));
}
