import { describe, expect, it } from '@jest/globals';
import { formatChinaTime, parseChinaTime } from './china-time.rule.ts';

describe('times on the wire', () => {
  it.each([
    ['20260801085857', '2026-08-01T00:58:57.000Z'],
    ['20260101000000', '2025-12-31T16:00:00.000Z'],
    ['20240229120000', '2024-02-29T04:00:00.000Z'],
    ['20160801085857223', '2016-08-01T00:58:57.223Z'],
  ])('%s is %s, and is written the same', (text, instant) => {
    expect(parseChinaTime(text)?.toISOString()).toBe(instant);
    expect(formatChinaTime(new Date(instant), text.length === 17 ? 17 : 14)).toBe(text);
  });

  it.each([
    '',
    '2026080108585',
    '20250229000000',
    '20261301000000',
    '20260801085860',
    '99999999999999',
    '2026-08-01',
  ])('refuses %j', (text) => {
    expect(parseChinaTime(text)).toBeNull();
  });
});
