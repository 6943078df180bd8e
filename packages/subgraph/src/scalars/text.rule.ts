/** Control characters other than tab and line feed, marks that reorder text, unpaired surrogates. */
const REFUSED = /(?![\t\n])\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;
/** White space of any script, and characters of no width that join nothing at an end of a text. */
const OUTER = '[\\p{White_Space}\\u00ad\\u180e\\u200b\\u2060\\ufeff]+';
const ENDS = new RegExp(`^${OUTER}|${OUTER}$`, 'gu');
/** Invisible characters: white space, characters of no width, blank letters. */
const INVISIBLE = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800]/gu;

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });
/** No text of a script has longer graphemes; a heap of marks on one letter has. */
const LONGEST_GRAPHEME = 16;

/** Each unit of such a text is a character: ASCII, Chinese characters and their marks. */
const PLAIN = /^[\n\x20-\x7e\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e]*$/;

/** The ends of lines and paragraphs, apart from the line feed. */
const LINE_ENDS = /\r\n|[\u2028\u2029]/g;

/** The text as it is kept: in NFC, line ends as line feeds, without white space at its ends. Undefined when it is refused. */
export function normalText(given: string): string | undefined {
  const text = given.replace(LINE_ENDS, '\n').normalize('NFC').replace(ENDS, '');
  if (REFUSED.test(text)) return undefined;
  return text.replace(INVISIBLE, '') === '' ? '' : text;
}

/** Whether a text that is kept has no line break. */
export function isLine(text: string): boolean {
  return !text.includes('\n');
}

/** Whether the text has so many characters as readers count them. */
export function hasLength(text: string, min: number, max: number): boolean {
  if (text.length > max * LONGEST_GRAPHEME) return false;
  if (PLAIN.test(text)) return text.length >= min && text.length <= max;
  let count = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (segment.length > LONGEST_GRAPHEME || ++count > max) return false;
  }
  return count >= min;
}

/** The beginning of the text, at most so many characters as readers count them. */
export function cutText(text: string, max: number): string {
  let kept = '';
  let count = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (++count > max) break;
    kept += segment;
  }
  return kept;
}
