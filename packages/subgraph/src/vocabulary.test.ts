import { expect, test } from '@jest/globals';
import { termsOf, vocabulary } from './vocabulary.ts';

test('a word of a vocabulary is labelled by the Chinese term of its description', () => {
  const Light = vocabulary('TestLight', 'A light.', {
    RED: 'Stop (停止): until it is green.',
    GREEN: 'Go (通行).',
  });
  expect(termsOf(Light)).toEqual({
    RED: { code: 'RED', zh: '停止' },
    GREEN: { code: 'GREEN', zh: '通行' },
  });
});

test('a word without a Chinese term cannot be a term of errors', () => {
  expect(() => termsOf(vocabulary('TestShade', 'A shade.', { DARK: 'Without light.' }))).toThrow(
    'the description of DARK has no Chinese label',
  );
});

test('a word has the value that is given beside its description', () => {
  const Flag = vocabulary('TestFlag', 'A flag.', {
    NORMAL: { value: 'N', means: 'Normal (正常).' },
    OTHER: 'Something else.',
  });
  expect(Flag).toEqual({ NORMAL: 'N', OTHER: 'OTHER' });
});
