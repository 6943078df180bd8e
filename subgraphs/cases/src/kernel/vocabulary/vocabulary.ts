import { registerEnumType } from 'type-graphql';
import { term, type Term } from '@ecogrid/errors';

type Values<Words> = { readonly [Word in keyof Words & string]: Word };

/** The words of each vocabulary with their descriptions, by its values. */
const described = new WeakMap<object, Readonly<Record<string, string>>>();
/** The Chinese label of a word: a parenthesis of its description that contains Chinese characters only. */
const LABEL = /\(([\p{Script=Han}、,]+)\)/u;

/**
 * Registers an enumeration of the graph. Each value is its own name, with a description: `vocabulary('X', '…', { A: '…'
 * }).A` is `'A'`, and `keyof typeof X` is the type of a value.
 */
export function vocabulary<const Words extends Readonly<Record<string, string>>>(
  name: string,
  description: string,
  words: Words,
): Values<Words> {
  const names = Object.keys(words);
  const values = Object.fromEntries(names.map((word) => [word, word]));
  const valuesConfig = Object.fromEntries(
    names.map((word) => [word, { description: words[word] as string }]),
  );
  registerEnumType(values, { name, description, valuesConfig });
  described.set(values, words);
  return values as Values<Words>;
}

/** The words of a vocabulary as terms of errors. @throws Error for a word whose description has no Chinese label. */
export function termsOf<Word extends string>(
  values: Readonly<Record<Word, Word>>,
): Readonly<Record<Word, Term>> {
  const words = described.get(values) ?? {};
  const terms = Object.keys(values).map((word) => [word, term(word, labelOf(word, words[word] ?? ''))]);
  return Object.fromEntries(terms) as Record<Word, Term>;
}

function labelOf(word: string, description: string): string {
  const [, label] = LABEL.exec(description) ?? [];
  if (!label) throw new Error(`the description of ${word} has no Chinese label`);
  return label;
}
