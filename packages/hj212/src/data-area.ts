import type { Leniency } from './leniency.ts';

/** A key and its value as sent. Of a part that is no `key=value` the key is empty and the value is all of it. */
export type DataPair = readonly [key: string, value: string];

/** One `;`-separated group of the data area (数据区): its `,`-separated pairs in the order sent. */
export type DataGroup = readonly DataPair[];

const BLANK = 0x20;
const COMMA = 0x2c;
const SEMICOLON = 0x3b;
const EQUALS = 0x3d;

/**
 * Reads `text` from `from` to `to`, which stand between `CP=&&` and `&&`. An empty area has no groups; a `;` at the end
 * is tolerated. Nothing is refused and nothing is lost: a part that does not read as `key=value` is kept as it came.
 */
export function parseDataArea(text: string, from: number, to: number, leniencies: Leniency[]): DataGroup[] {
  const groups: DataGroup[] = [];
  let group: DataPair[] = [];
  let start = from;
  let equals = -1;
  let isPair = true;
  for (let at = from; at <= to; at += 1) {
    const unit = at === to ? SEMICOLON : text.charCodeAt(at);
    if (unit > EQUALS) continue;
    if (unit === EQUALS) {
      if (equals >= 0) isPair = false;
      else equals = at;
    } else if (unit === COMMA || unit === SEMICOLON) {
      if (at > start) group.push(pairOf(text, start, isPair ? equals : -1, at, leniencies));
      else if (unit === COMMA || group.length > 0) leniencies.push('PAIR_MALFORMED');
      if (unit === SEMICOLON && group.length > 0) {
        groups.push(group);
        group = [];
      }
      start = at + 1;
      equals = -1;
      isPair = true;
    } else if (unit === BLANK && at === start) {
      leniencies.push('BLANK_BEHIND_SEPARATOR');
      start = at + 1;
    }
  }
  return groups;
}

function pairOf(text: string, start: number, equals: number, end: number, leniencies: Leniency[]): DataPair {
  if (equals > start) return [text.slice(start, equals), text.slice(equals + 1, end)];
  leniencies.push('PAIR_MALFORMED');
  return ['', text.slice(start, end)];
}
