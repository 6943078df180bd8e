import { EcoGridError } from '@ecogrid/errors';
import { shanghaiDay } from '@ecogrid/service';
import type { Days } from '../subject/index.ts';

/** The month in Asia/Shanghai, `YYYY-MM`. */
export function periodCodeOf(moment: Date): string {
  return shanghaiDay(moment).slice(0, 7);
}

/** The month after. */
export function nextPeriodCode(code: string): string {
  const [year, month] = code.split('-').map(Number) as [number, number];
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
}

/** The first moment of a month, Asia/Shanghai. */
export function startOf(code: string): Date {
  return new Date(`${code}-01T00:00:00.000+08:00`);
}

/** The days of a month. */
export function daysOf(code: string): Days {
  return { from: `${code}-01`, before: `${nextPeriodCode(code)}-01` };
}

export function isPeriodCode(text: string): boolean {
  return /^20\d{2}-(0[1-9]|1[0-2])$/.test(text);
}

/** @throws EcoGridError INPUT_INVALID when the text is not a month of the years 2000 to 2099. */
export function requirePeriodCode(text: string): string {
  if (isPeriodCode(text)) return text;
  throw new EcoGridError('INPUT_INVALID', { problems: [{ path: 'period', problem: 'month' }] });
}
