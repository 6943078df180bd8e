/** Latin words that a Chinese text may contain: names of protocols, formats and headers. */
const TECHNICAL =
  /(?<!\w)(?:application\/json|Bearer|content-length|GraphQL|graphql-transport-ws|HTTP|JSON|operationName|SHA-256|UTF-8|UUID|WebSocket|@skip|@include)(?!\w)/g;
const QUOTED = /“[^”]*”/g;

/**
 * The Latin words of a Chinese text that are neither technical names, nor quoted, nor single-word values of the
 * details (codes, ids, units, paths), also when commas separate them. A value of several words counts: it is prose.
 */
export function latinWords(zh: string, details: unknown): string[] {
  const values = leaves(details)
    .flatMap((value) => value.split(', '))
    .filter((value) => !/\s/.test(value));
  const exempt = values.toSorted((one, other) => other.length - one.length);
  const rest = exempt.reduce((text, value) => text.replaceAll(value, ' '), zh.replace(QUOTED, ' '));
  return rest.replace(TECHNICAL, ' ').match(/[A-Za-z][\w-]*/g) ?? [];
}

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => (name === 'messages' ? [] : leaves(each)));
}
