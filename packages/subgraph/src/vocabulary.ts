import { registerEnumType } from 'type-graphql';
import { term, type Term } from '@ecogrid/errors';

/** A word whose value differs from its name: the value is stored and sent. */
interface Spelled {
  readonly value: string;
  readonly means: string;
}

type Words = Readonly<Record<string, string | Spelled>>;

type Values<Given extends Words> = {
  readonly [Word in keyof Given & string]: Given[Word] extends { readonly value: infer Value } ? Value : Word;
};

/** The words of each vocabulary with their descriptions, by its values. */
const described = new WeakMap<object, Readonly<Record<string, string>>>();
/** The Chinese label of a word: a parenthesis of its description that contains Chinese characters only. */
const LABEL = /\(([\p{Script=Han}、,]+)\)/u;

/**
 * Registers an enumeration of the graph. A word is given by its description, and its value is its name:
 * `vocabulary('X', '…', { A: '…' }).A` is `'A'`, and `keyof typeof X` is the type of a value. A word whose value
 * differs from its name is given as `{ value, means }`.
 */
export function vocabulary<const Given extends Words>(
  name: string,
  description: string,
  words: Given,
): Values<Given> {
  const values: Record<string, string> = {};
  const meanings: Record<string, string> = {};
  const valuesConfig: Record<string, { description: string }> = {};
  for (const [word, meaning] of Object.entries<string | Spelled>(words)) {
    const { value, means } = typeof meaning === 'string' ? { value: word, means: meaning } : meaning;
    values[word] = value;
    meanings[word] = means;
    valuesConfig[word] = { description: means };
  }
  registerEnumType(values, { name, description, valuesConfig });
  described.set(values, meanings);
  return values as Values<Given>;
}

/** An action of a state table, and the mutation that performs it. An automatic step has no mutation. */
interface Meaning {
  /** An imperative; errors use it up to its first comma or colon, and its Chinese label. */
  readonly means: string;
  readonly mutation?: string;
}

interface Actions<Action extends string> {
  /** Each action as a term of errors. */
  readonly terms: Readonly<Record<Action, Term>>;
  /** The enumeration of the graph: the mutations, in upper case. */
  readonly Offered: Readonly<Record<string, string>>;
  /** The actions as the graph shows them: the mutations that perform them, each once. */
  readonly offered: (actions: readonly Action[]) => string[];
}

/** The actions of a state table, and the enumeration by which the graph names the mutations that would be accepted. */
export function actions<const Given extends Readonly<Record<string, Meaning>>>(
  name: string,
  description: string,
  words: Given,
): Actions<keyof Given & string> {
  const names = Object.keys(words) as Array<keyof Given & string>;
  const mutations: Record<string, string> = {};
  for (const { means, mutation } of Object.values(words))
    if (mutation !== undefined) mutations[upperSnake(mutation)] ??= `\`${mutation}\`: ${means}`;
  const terms = names.map((each) => [each, actionTerm(each, words[each]?.means ?? '')]);
  return {
    terms: Object.fromEntries(terms) as Record<keyof Given & string, Term>,
    Offered: vocabulary(name, description, mutations),
    offered: (some) => [...new Set(some.flatMap((action) => words[action]?.mutation ?? []).map(upperSnake))],
  };
}

/** `sendToVerify` as the graph's enumerations spell it: `SEND_TO_VERIFY`. */
export function upperSnake(name: string): string {
  return name.replace(/[A-Z]/g, '_$&').toUpperCase();
}

/** The words of a vocabulary as terms of errors. @throws Error for a word whose description has no Chinese label. */
export function termsOf<Word extends string>(
  values: Readonly<Record<Word, Word>>,
): Readonly<Record<Word, Term>> {
  const words = described.get(values) ?? {};
  const terms = Object.keys(values).map((word) => [word, term(word, labelOf(word, words[word] ?? ''))]);
  return Object.fromEntries(terms) as Record<Word, Term>;
}

/** @throws Error for a meaning without a Chinese label. */
function actionTerm(word: string, means: string): Term {
  const [phrase = ''] = means.split(/[,:;.]| \(/);
  return term(word, labelOf(word, means), phrase.charAt(0).toLowerCase() + phrase.slice(1));
}

function labelOf(word: string, description: string): string {
  const [, label] = LABEL.exec(description) ?? [];
  if (!label) throw new Error(`the description of ${word} has no Chinese label`);
  return label;
}
