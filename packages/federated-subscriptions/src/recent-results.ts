import type { ExecutionResult } from 'graphql';

interface Entry {
  readonly cursor: unknown;
  readonly result: ExecutionResult;
}

/** The last results of a stream in order, so that a client which saw one of them can go on from there. */
export class RecentResults {
  private readonly limit: number;
  private entries: Entry[] = [];

  constructor(limit: number) {
    this.limit = Math.max(1, limit);
  }

  push(cursor: unknown, result: ExecutionResult): void {
    this.entries.push({ cursor, result });
    if (this.entries.length > this.limit) this.entries.shift();
  }

  /** The results after the cursor; undefined if the cursor is no longer, or not yet, known here. */
  since(cursor: unknown): ExecutionResult[] | undefined {
    if (cursor === undefined) return undefined;
    const index = this.entries.findLastIndex((entry) => entry.cursor === cursor);
    return index < 0 ? undefined : this.entries.slice(index + 1).map(({ result }) => result);
  }

  /** After a gap the results before it must not be joined with those after it. */
  clear(): void {
    this.entries = [];
  }
}
