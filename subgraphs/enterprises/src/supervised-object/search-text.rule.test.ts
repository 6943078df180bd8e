import { describe, expect, test } from '@jest/globals';
import { foldedText, searchTextOf } from './search-text.rule.ts';

const object = { name: '示例澄禾水务有限公司', nameEn: 'Example Chenghe', creditCode: '91370871MA00010000' };

describe('an object is found by', () => {
  test.each([
    ['a part of its name', '澄禾水务'],
    ['one character', '澄'],
    ['its pinyin', 'chenghe'],
    ['its pinyin in capitals with spaces', 'Cheng He'],
    ['its initials', 'slchsw'],
    ['its English name', 'example chenghe'],
    ['full-width letters', 'ｃｈｅｎｇｈｅ'],
    ['a part of its credit code', '91370871ma'],
  ])('%s', (_by, text) => {
    expect(searchTextOf(object)).toContain(foldedText(text));
  });

  test('no text that runs over from one of them to the next', () => {
    expect(searchTextOf(object)).not.toContain(foldedText('公司Example'));
  });
});
