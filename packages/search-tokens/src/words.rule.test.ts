import { describe, expect, test } from '@jest/globals';
import { tokensOf, wantedTokens } from './words.rule.ts';

describe('the words of a text', () => {
  test.each([
    ['two neighbouring characters each', '水污染', ['水污', '污染']],
    ['no pair across a mark', '水,污染', ['污染']],
    ['a character that stands alone is none', '水 COD', ['cod']],
    ['a short word whole', 'COD', ['cod']],
    ['a longer word by its beginnings too', 'DA00123', ['da00', 'da001', 'da0012', 'da00123']],
    [
      'the parts of a case number',
      '2026-370871-000123',
      ['2026', '3708', '37087', '370871', '0001', '00012', '000123'],
    ],
    ['full-width digits and letters as the usual ones', '\uFF23\uFF2F\uFF24\uFF11\uFF12', ['cod1', 'cod12']],
    ['letters and characters apart', 'PM2.5超标', ['pm2', '5', '超标']],
    ['characters beyond the first plane', '𠮷野家', ['𠮷野', '野家']],
    ['each once', '超标超标', ['超标', '标超']],
    ['nothing of marks', ',。-!', []],
  ])('are %s', (_rule, text, tokens) => {
    expect(new Set(tokensOf(text))).toEqual(new Set(tokens));
  });

  test('end where a word is too long to be one', () => {
    expect(tokensOf('x'.repeat(100)).at(-1)).toBe('x'.repeat(24));
    expect(wantedTokens('x'.repeat(100))).toEqual(['x'.repeat(24)]);
  });

  test.each([
    ['水污染', ['水污', '污染']],
    ['2026-370871-0001', ['2026', '370871', '0001']],
    ['91350200MA2Y', ['91350200ma2y']],
    ['水', []],
    ['水 COD', ['cod']],
  ])('that are wanted by %s', (words, tokens) => {
    expect(wantedTokens(words)).toEqual(tokens);
  });

  test('find a text by any part of it that has two characters', () => {
    const text = '王因街道煤场夜间扬尘污水直排河道';
    const held = new Set(tokensOf(text));
    for (let start = 0; start < text.length; start += 1)
      for (let end = start + 2; end <= text.length; end += 1)
        expect(wantedTokens(text.slice(start, end)).every((token) => held.has(token))).toBe(true);
  });
});
