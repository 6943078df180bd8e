/** One run of Chinese characters, or one word of other letters and digits. */
const PARTS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+/gu;
const HAN = /^\p{Script=Han}/u;
/** Longer words are known by their beginning. */
export const LONGEST_TOKEN = 24;
/** A word of letters and digits is found by its beginning from here on. */
const SHORTEST_PREFIX = 4;

/** The tokens of a text: each two adjacent Chinese characters, each other word, and the beginnings of longer ones. */
export function tokensOf(...texts: ReadonlyArray<string | null>): string[] {
  const tokens = new Set<string>();
  for (const part of partsOf(texts.join('\n'))) {
    for (const token of HAN.test(part) ? pairs(part) : beginnings(part)) tokens.add(token);
  }
  return [...tokens];
}

/**
 * The tokens that a found text must contain. A single Chinese character is not compared.
 * @returns none when nothing of the words can be compared.
 */
export function wantedTokens(words: string): string[] {
  const wanted = partsOf(words).flatMap((part) => (HAN.test(part) ? pairs(part) : [whole(part)]));
  return [...new Set(wanted)];
}

/** Full-width and half-width, capitals and small letters are one: NFKC, then folded. */
function partsOf(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().match(PARTS) ?? [];
}

function pairs(han: string): string[] {
  const characters = [...han];
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

function beginnings(word: string): string[] {
  const characters = [...whole(word)];
  const prefixes = characters.map((_character, index) => characters.slice(0, index).join(''));
  return [...prefixes.slice(SHORTEST_PREFIX), characters.join('')];
}

function whole(word: string): string {
  return [...word].slice(0, LONGEST_TOKEN).join('');
}
