import { describe, expect, test } from '@jest/globals';
import { EcoGridError, catalogue, errorDocumentation, isErrorCode } from './index.ts';

describe('the error catalogue', () => {
  test('fills the places of both texts with the details', () => {
    const error = new EcoGridError('VERSION_STALE', { thing: 'case', expected: 1, actual: 2 });
    expect(error.message).toBe('The case is at version 2, not 1.');
    expect(error.extensions.messages.zh).toBe('case当前版本为 2,而非 1。');
    expect(error.extensions.code).toBe('VERSION_STALE');
    expect(error.httpStatus).toBe(409);
  });

  test('shows lists as words and an absent detail as a dash', () => {
    const error = new EcoGridError('STATE_NOT_ALLOWED', { thing: 'ticket', state: 'DONE', available: [] });
    expect(error.message).toBe('A ticket in state DONE does not allow –; open to this actor now: –.');
  });

  test('names the same places in English and in Chinese', () => {
    const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
    for (const entry of Object.values(catalogue)) expect(places(entry.zh)).toEqual(places(entry.en));
  });

  test('knows its own codes only', () => {
    expect(isErrorCode('NOT_FOUND')).toBe(true);
    expect(isErrorCode('toString')).toBe(false);
  });

  test('documents every code', () => {
    for (const code of Object.keys(catalogue)) expect(errorDocumentation()).toContain(`| \`${code}\` |`);
  });
});
