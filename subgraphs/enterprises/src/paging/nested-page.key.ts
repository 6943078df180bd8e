/** A page of one parent's rows, as a loader's key: equal wishes have equal texts and are fetched once. */
export interface NestedPageKey {
  /** The id or code of the thing whose rows are wanted. */
  readonly parent: string;
  readonly first: number;
  readonly after: string | null;
  /** Earliest moment, included. */
  readonly since: Date | null;
  /** First moment no longer wanted. */
  readonly until: Date | null;
}

/** What callers ask for; absent is null. */
export interface NestedPageWish {
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly since?: Date | null | undefined;
  readonly until?: Date | null | undefined;
}

type Parts = [
  parent: string,
  first: number,
  after: string | null,
  since: number | null,
  until: number | null,
];

export function nestedPageKey(parent: string, { first, after, since, until }: NestedPageWish): string {
  const parts: Parts = [parent, first, after ?? null, since?.getTime() ?? null, until?.getTime() ?? null];
  return JSON.stringify(parts);
}

export function readNestedPageKey(key: string): NestedPageKey {
  const [parent, first, after, since, until] = JSON.parse(key) as Parts;
  return { parent, first, after, since: momentOf(since), until: momentOf(until) };
}

function momentOf(milliseconds: number | null): Date | null {
  return milliseconds === null ? null : new Date(milliseconds);
}
