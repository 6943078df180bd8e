import { EcoGridError } from '@ecogrid/errors';

/**
 * The one key of several that the caller gave.
 * @throws EcoGridError INPUT_INVALID, which names all of them, when none or several are given.
 */
export function requireOneKey<Name extends string>(
  keys: Readonly<Record<Name, string | null | undefined>>,
): readonly [name: Name, value: string] {
  const given = Object.entries<string | null | undefined>(keys).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name as Name, value] as const] : [],
  );
  const [one, another] = given;
  if (one && !another) return one;
  throw new EcoGridError('INPUT_INVALID', {
    problems: [{ path: Object.keys(keys).join(', '), problem: 'exactlyOne' }],
  });
}
