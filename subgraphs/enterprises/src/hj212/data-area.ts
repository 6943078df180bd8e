import { fail, quote, succeed, type Outcome } from './fault.ts';

/**
 * One `;`-separated group of the data area (数据区): its `,`-separated `key=value` pairs in the order sent. A Map, as
 * a plain object would reorder the numeric factor codes of the 2005 edition (`831`, `121`).
 */
export type DataGroup = ReadonlyMap<string, string>;

/** Reads what stands between `CP=&&` and `&&`. An empty area has no groups; a `;` at the end is tolerated. */
export function parseDataArea(text: string): Outcome<readonly DataGroup[]> {
  const groups: DataGroup[] = [];
  for (const part of text.split(';')) {
    if (part === '') continue;
    const group = parseGroup(part);
    if (!group.ok) return group;
    groups.push(group.value);
  }
  return succeed(groups);
}

function parseGroup(text: string): Outcome<DataGroup> {
  const group = new Map<string, string>();
  for (const pair of text.split(',')) {
    const [key = '', value, ...more] = pair.split('=');
    if (!/^[A-Za-z0-9_-]+$/.test(key) || value === undefined || more.length > 0) {
      return fail('DATA_MALFORMED', `expected key=value, found ${quote(pair)}`);
    }
    if (group.has(key)) return fail('VALUE_REPEATED', `expected ${quote(key)} once in its group`);
    group.set(key, value);
  }
  return succeed(group);
}
