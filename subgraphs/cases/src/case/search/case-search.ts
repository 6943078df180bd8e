import type { Condition, Database, Run } from '@ecogrid/database';
import * as tokens from '@ecogrid/search-tokens';
import { CaseToken } from './case-token.entity.ts';

/** The searched fields of a case. */
export interface Searched {
  readonly number: string;
  readonly title: string;
  readonly summary: string | null;
  readonly objectName: string | null;
  readonly enterpriseCode: string | null;
}

const TABLE = 'case_token';

/** Finds cases by words. */
export class CaseSearch {
  private readonly index: tokens.TokenIndex;

  constructor(database: Database) {
    this.index = new tokens.TokenIndex(database, CaseToken, TABLE);
  }

  /** Writes the tokens by which a new case is found. Called in the transaction of its opening. */
  add(caseId: string, said: Searched): Promise<void> {
    return this.index.add(caseId, tokensOfCase(said));
  }

  /** Updates the index of words: the case is found by its new words and no longer by the old ones. */
  change(caseId: string, before: Searched, after: Searched): Promise<void> {
    return this.index.change(caseId, tokensOfCase(before), tokensOfCase(after));
  }

  /**
   * The tokens that must all be found, the rarest first.
   * @throws EcoGridError INPUT_INVALID when there is nothing to search for.
   */
  wanted(text: string): Promise<string[]> {
    return this.index.wanted(text);
  }
}

function tokensOfCase({ number, title, summary, objectName, enterpriseCode }: Searched): string[] {
  return tokens.tokensOf(number, title, summary, objectName, enterpriseCode);
}

/** The cases with a token, in the order of their opening. */
export const tokenRun = (token: string): Run => tokens.tokenRun(TABLE, token);

/** The condition that a case has each of the tokens. */
export const hasTokens = (wanted: readonly string[]): Condition[] => tokens.hasTokens(TABLE, wanted);
