import type { DataGroup } from './data-area.ts';
import { meaningOf } from './factor-key.ts';

/**
 * The data areas of a split message, in the order of their packets, as one. A sender may cut behind any pair: where a
 * part ends and the next begins with the same factor, that is one group, so that a value keeps its flag.
 */
export function joinDataAreas(areas: readonly (readonly DataGroup[])[]): DataGroup[] {
  const joined: DataGroup[] = [];
  for (const [first, ...rest] of areas) {
    if (first === undefined) continue;
    const before = joined.at(-1);
    if (before && isTorn(before, first)) joined[joined.length - 1] = [...before, ...first];
    else joined.push(first);
    joined.push(...rest);
  }
  return joined;
}

/** Two groups of one factor without a key in common are the halves of one; with one, the sender has said it twice. */
function isTorn(before: DataGroup, after: DataGroup): boolean {
  const factor = factorOf(before);
  const keys = new Set(before.map(([key]) => key));
  return factor !== null && factor === factorOf(after) && !after.some(([key]) => keys.has(key));
}

function factorOf(group: DataGroup): string | null {
  for (const [key] of group) {
    const meaning = meaningOf(key);
    if ('code' in meaning && meaning.code !== '') return meaning.code;
  }
  return null;
}
