import { measured } from '@ecogrid/subgraph';
import type { Episode } from '../episode/index.ts';
import type { LimitRule } from '../limit-rule/index.ts';
import type { Pollutant } from '../pollutant/index.ts';

const MEAN_ZH = { REAL_TIME: '实时值', HOURLY: '小时均值', DAILY: '日均值' } as const;
const MEAN_EN = { REAL_TIME: 'real-time', HOURLY: 'hourly', DAILY: 'daily' } as const;

/** Such as 化学需氧量日均值高于上限 50 mg/L,最差 60 mg/L,共 1 个;连续 1 个超标即报警,连续 1 个达标即结束。依据:GB 18918-2002 1A。 */
export function explanationZh(episode: Episode, rule: LimitRule | null, pollutant: Pollutant | null): string {
  const { averaging, bound, limit, peak, unit, readingCount } = episode;
  const name = pollutant?.name ?? episode.pollutantCode;
  const side = bound === 'UPPER' ? '高于上限' : '低于下限';
  const fact = `${name}${MEAN_ZH[averaging]}${side} ${measured(limit, unit)},最差 ${measured(peak, unit)},共 ${readingCount} 个`;
  if (!rule) return `${fact}。`;
  const { opensAfter, endsAfter, standard } = rule;
  return `${fact};连续 ${opensAfter} 个超标即报警,连续 ${endsAfter} 个达标即结束。依据:${standard}。`;
}

export function explanationEn(episode: Episode, rule: LimitRule | null, pollutant: Pollutant | null): string {
  const { averaging, bound, limit, peak, unit, readingCount } = episode;
  const name = pollutant?.nameEn ?? episode.pollutantCode;
  const side = bound === 'UPPER' ? 'above the upper limit' : 'below the lower limit';
  const fact = `${name}: ${readingCount} ${MEAN_EN[averaging]} value(s) ${side} of ${measured(limit, unit)}, the worst ${measured(peak, unit)}`;
  if (!rule) return `${fact}.`;
  const { opensAfter, endsAfter, standard } = rule;
  return `${fact}. ${opensAfter} in a row beyond the limit open an episode, ${endsAfter} in a row within it end it. Source: ${standard}.`;
}
