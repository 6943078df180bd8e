import { registerEnumType } from 'type-graphql';

/**
 * An enumeration of the graph whose values are their own names, each with its meaning: `vocabulary('X', '…', { A: '…' }).A`
 * is `'A'`, and `keyof typeof X` is the type of a value.
 */
export function vocabulary<const Words extends Readonly<Record<string, string>>>(
  name: string,
  description: string,
  words: Words,
): { readonly [Word in keyof Words & string]: Word } {
  const names = Object.keys(words);
  const values = Object.fromEntries(names.map((word) => [word, word]));
  const valuesConfig = Object.fromEntries(
    names.map((word) => [word, { description: words[word] as string }]),
  );
  registerEnumType(values, { name, description, valuesConfig });
  return values as { readonly [Word in keyof Words & string]: Word };
}
