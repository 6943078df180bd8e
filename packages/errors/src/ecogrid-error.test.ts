import { describe, expect, test } from '@jest/globals';
import {
  EcoGridError,
  catalogue,
  errorDocumentation,
  guards,
  isErrorCode,
  latinWords,
  measures,
  problems,
  reasons,
  term,
  things,
  type Text,
} from './index.ts';

const TABLES: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  catalogue,
  guards,
  measures,
  problems,
  reasons,
  things,
};
const texts = Object.entries(TABLES).flatMap(([table, entries]) =>
  Object.entries(entries).map(([key, { en, zh }]) => ({ key: `${table}.${key}`, en, zh })),
);

describe('the error catalogue', () => {
  test('fills the slots of both texts with the details', () => {
    const error = new EcoGridError('VERSION_STALE', { thing: 'case', expected: 1, actual: 2 });
    expect(error.message).toBe('The case is at version 2, not 1.');
    expect(error.extensions.messages.zh).toBe('案卷当前版本为 2,而非 1。');
    expect(error.extensions.code).toBe('VERSION_STALE');
    expect(error.httpStatus).toBe(409);
  });

  test('shows terms by their Chinese label, and sends their codes as details', () => {
    const { message, extensions } = new EcoGridError('STATE_NOT_ALLOWED', {
      thing: 'ticket',
      state: term('DONE', '已办结'),
      action: term('recall', '撤回', 'recall the ticket'),
      available: [term('submitResult', '提交结果', 'answer the ticket'), term('resume', '恢复办理')],
    });
    expect(message).toBe(
      'It is not possible to recall the ticket: the ticket is in state DONE. Available to this actor: answer the ticket, resume.',
    );
    expect(extensions.messages.zh).toBe(
      '转办件处于“已办结”状态,不允许“撤回”;当前可执行:“提交结果”、“恢复办理”。',
    );
    expect(extensions.details).toEqual({
      thing: 'ticket',
      state: 'DONE',
      action: 'recall',
      available: ['submitResult', 'resume'],
    });
  });

  test('fills the slots of a guard, and shows an absent value as unknown', () => {
    const action = term('openUpload', '上传', 'declare a photo');
    const { messages } = new EcoGridError('GUARD_FAILED', { action, guard: 'openUploads', limit: null })
      .extensions;
    expect(messages.en).toBe('It is not possible to declare a photo: unknown uploads are not attached yet.');
    expect(messages.zh).toBe('“上传”被拒绝:已有 未知 个上传未关联。');
  });

  test('lists the problems of an input with their paths, each in both languages', () => {
    const error = new EcoGridError('INPUT_INVALID', {
      problems: [
        { path: 'input.name', problem: 'isLength', min: 1, max: 20 },
        { path: 'first', problem: 'isInt' },
      ],
    });
    expect(error.message).toBe(
      'The input is not valid: input.name: must have 1 to 20 characters; first: must be an integer',
    );
    expect(error.extensions.messages.zh).toBe('输入无效:input.name:须为 1 至 20 个字符;first:须为整数');
    expect(error.extensions.details).toMatchObject({
      problems: [{ path: 'input.name', problem: 'isLength', messages: { zh: '须为 1 至 20 个字符' } }, {}],
    });
  });

  test.each(texts)('$key has the same slots in English and in Chinese', ({ en, zh }) => {
    const slots = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
    // The Chinese text of a rejection introduces the quoted English one.
    expect(slots(zh)).toEqual(slots(en));
  });

  test.each(texts)('$key is Chinese in Chinese and Latin in English', ({ en, zh }) => {
    expect(latinWords(zh.replace(/\{\w+\}/g, ' '), {})).toEqual([]);
    expect(en).not.toMatch(/\p{Script=Han}/u);
  });

  test('knows its own codes only', () => {
    expect(isErrorCode('NOT_FOUND')).toBe(true);
    expect(isErrorCode('toString')).toBe(false);
  });

  test('documents every key of every table', () => {
    const document = errorDocumentation();
    for (const key of Object.values(TABLES).flatMap(Object.keys))
      expect(document).toContain(`| \`${key}\` |`);
  });

  test('refuses an unknown reason, thing or guard at compile time', () => {
    const wrong = [
      // @ts-expect-error an unknown reason
      () => new EcoGridError('UNAUTHENTICATED', { reason: 'tired' }),
      // @ts-expect-error an unknown thing
      () => new EcoGridError('NOT_FOUND', { thing: 'unicorn', id: 1 }),
      // @ts-expect-error details are missing
      () => new EcoGridError('NOT_FOUND'),
    ];
    expect(wrong).toHaveLength(3);
  });
});

describe('the search for Latin words', () => {
  test.each([
    ['案卷处于 CLOSED 状态', { state: 'CLOSED' }, []],
    ['case处于 CLOSED 状态', { state: 'CLOSED' }, ['case']],
    ['未找到“no such thing”', {}, []],
    ['输入无效:first must not be', { reason: 'first must not be' }, ['first', 'must', 'not', 'be']],
    ['须为 UUID', {}, []],
  ])('%s', (zh, details, found) => {
    expect(latinWords(zh, details)).toEqual(found);
  });
});
