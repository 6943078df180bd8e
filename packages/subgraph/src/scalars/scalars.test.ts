import { describe, expect, test } from '@jest/globals';
import { DateTime, Day, Decimal, Text, cutText } from './index.ts';
import { hasLength, isLine } from './text.rule.ts';

const accepts = (scalar: { parseValue: (value: unknown) => unknown }, value: unknown): boolean => {
  try {
    scalar.parseValue(value);
    return true;
  } catch {
    return false;
  }
};

describe('Date', () => {
  test.each(['2026-02-28', '2028-02-29', '0001-01-01', '9999-12-31'])('accepts %s', (day) => {
    expect(Day.parseValue(day)).toBe(day);
  });
  /** F15 among them. */
  test.each([
    ...['2026-02-30', '2026-13-45', '0000-00-00', '2026-99-99', '2027-02-29', '2026-2-3', '20260203'],
    ...['', ' 2026-02-03', '2026-02-03T00:00:00Z', 20260203, null, ['2026-02-03']],
  ])('refuses %p', (value) => {
    expect(accepts(Day, value)).toBe(false);
  });
});

describe('DateTime', () => {
  test.each([
    ['2026-05-04T08:30:00Z', '2026-05-04T08:30:00.000Z'],
    ['2026-05-04T08:30:00.1234567Z', '2026-05-04T08:30:00.123Z'],
    ['2026-05-04T08:30:00+08:00', '2026-05-04T00:30:00.000Z'],
  ])('reads %s as %s', (given, instant) => {
    expect(DateTime.serialize(DateTime.parseValue(given))).toBe(instant);
  });
  test.each(['2026-02-30T08:30:00Z', '2026-05-04T24:00:00Z', '2026-05-04T08:30:00', '2026-05-04', 0])(
    'refuses %p',
    (value) => {
      expect(accepts(DateTime, value)).toBe(false);
    },
  );
});

describe('Decimal', () => {
  test.each(['0', '-12.50', '100.00', '0.001'])('keeps %s as it is', (value) => {
    expect(Decimal.parseValue(value)).toBe(value);
  });
  test.each(['', '1,5', '.5', '5.', '01', '+1', '1e3', 'NaN', 1.5, '9'.repeat(41)])('refuses %p', (value) => {
    expect(accepts(Decimal, value)).toBe(false);
  });
});

describe('Text', () => {
  test.each([
    ['\u3000\u3000异味 明显\u00a0', '异味 明显'],
    ['e\u0301', '\u00e9'],
    ['一\r\n二\t三', '一\n二\t三'],
    ['\u200b\ufeff有烟\u2060', '有烟'],
    ['❤\ufe0f', '❤\ufe0f'],
    ['👨‍👩‍👧', '👨‍👩‍👧'],
  ])('%p is kept as %p', (given, kept) => {
    expect(Text.parseValue(given)).toBe(kept);
  });

  /** F13 first. */
  test.each(['\u3000\u3000\u3000\u3000\u3000', '\u200b\u200d\u2060', '\u3164\u2800', '\ufe0f', ' \n\t '])(
    '%p is empty',
    (given) => {
      expect(Text.parseValue(given)).toBe('');
    },
  );

  test.each(['a\u0000b', 'a\u202eb', 'a\u2066b', '\ud842', 'a\u0085b', 'a\u200eb', 5])(
    'refuses %p',
    (value) => {
      expect(accepts(Text, value)).toBe(false);
    },
  );
});

test('a text keeps the separators of lines and paragraphs as line feeds', () => {
  expect(Text.parseValue('a\u2028b\u2029c\r\nd')).toBe('a\nb\nc\nd');
  expect([isLine('a b'), isLine('a\nb')]).toEqual([true, false]);
});

describe('the length of a text', () => {
  test.each([
    ['𠮷𠮷', 2, 2],
    ['👨‍👩‍👧', 1, 1],
    ['e\u0308\u0301', 1, 1],
    ['', 0, 1],
    ['中文,(Text)\n。', 11, 11],
    ['か\u3099', 1, 1],
    ['a\u302a', 1, 1],
  ])('of %p is between %p and %p', (text, min, max) => {
    expect(hasLength(text, min, max)).toBe(true);
  });

  test('is the same for each plain character by itself and beside another', () => {
    const plain = Array.from({ length: 0x10_000 }, (_, code) => String.fromCharCode(code)).filter((each) =>
      /[\n\x20-\x7e\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e]/.test(each),
    );
    const segments = new Intl.Segmenter('zh', { granularity: 'grapheme' });
    expect([...segments.segment(plain.join(''))]).toHaveLength(plain.length);
  });

  test('counts no more than it must, and a heap of marks on one letter is no character', () => {
    expect(hasLength('ab', 1, 1)).toBe(false);
    expect(hasLength('中文字', 1, 2)).toBe(false);
    expect(hasLength('a', 2, 5)).toBe(false);
    expect(hasLength(`a${'\u0301'.repeat(40)}`, 1, 10)).toBe(false);
    expect(hasLength('a'.repeat(1_000_000), 1, 10)).toBe(false);
  });

  test('a text is cut between characters (F14)', () => {
    expect(cutText(`a${'𠮷'.repeat(31)}`, 30)).toBe(`a${'𠮷'.repeat(29)}`);
    expect(cutText('👨‍👩‍👧👨‍👩‍👧', 1)).toBe('👨‍👩‍👧');
    expect(cutText('ab', 5)).toBe('ab');
  });
});
