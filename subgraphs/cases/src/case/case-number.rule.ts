import { shanghaiDay } from '@ecogrid/service';

/** Cases are numbered within a year of Asia/Shanghai and a division of six digits. */
export function numberScope(at: Date, divisionCode: string): string {
  return `${shanghaiDay(at).slice(0, 4)}-${divisionCode}`;
}

export function caseNumber(scope: string, count: number): string {
  return `${scope}-${String(count).padStart(6, '0')}`;
}
