import { pinyin } from 'pinyin-pro';

/** As the column is long. */
const LONGEST = 1_000;

/** Full width and half width, capitals and small letters are one. */
export function foldedText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
}

interface Named {
  readonly name: string;
  readonly nameEn: string | null;
  readonly creditCode: string | null;
}

/** The texts by a part of which an object is found: its names, the pinyin of its name, the initials, the credit code. */
export function searchTextOf({ name, nameEn, creditCode }: Named): string {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', v: true });
  const initials = syllables.map((syllable) => syllable.charAt(0));
  return [name, nameEn ?? '', syllables.join(''), initials.join(''), creditCode ?? '']
    .map(foldedText)
    .join('\n')
    .slice(0, LONGEST);
}
