import { expect, test } from '@jest/globals';
import { actions, termsOf, vocabulary } from './vocabulary.ts';

test('a word of a vocabulary is labelled by the Chinese term of its description', () => {
  const Light = vocabulary('TestLight', 'A light.', {
    RED: 'Stop (停止): until it is green.',
    GREEN: 'Go (通行).',
  });
  expect(termsOf(Light)).toEqual({
    RED: { code: 'RED', en: 'RED', zh: '停止' },
    GREEN: { code: 'GREEN', en: 'GREEN', zh: '通行' },
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

test('errors name an action by the phrase of its meaning', () => {
  const { terms } = actions('TestStep', 'Steps.', {
    takeOver: { mutation: 'takeOver', means: 'Take the matter over, with a reason (接手).' },
  });
  expect(terms.takeOver).toEqual({ code: 'takeOver', en: 'take the matter over', zh: '接手' });
});
