import { pinyin } from 'pinyin-pro';

/** The length of the column. */
const LONGEST = 1_000;

/** The text without spaces, in half width and small letters: a text that differs in these alone is found. */
export function foldedText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
}

interface Named {
  readonly name: string;
  readonly nameEn: string | null;
  readonly creditCode: string | null;
}

/** A search finds an object by a part of one of these lines: names, pinyin and initials of the name, credit code. */
export function searchTextOf({ name, nameEn, creditCode }: Named): string {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', v: true });
  const initials = syllables.map((syllable) => syllable.charAt(0));
  return [name, nameEn ?? '', syllables.join(''), initials.join(''), creditCode ?? '']
    .map(foldedText)
    .join('\n')
    .slice(0, LONGEST);
}
