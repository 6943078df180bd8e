import type { Averaging, LimitRule } from './limit-rule.entity.ts';
import type { Medium } from '../site/index.ts';

type Alarm = Pick<LimitRule, 'opensAfter' | 'endsAfter' | 'isConverted' | 'publishedAt' | 'publishedBy'>;

/** One value of the instant warns, and three within the limit end the warning; each mean of an hour or a day stands for itself. */
const COUNTS: Readonly<Record<Averaging, Pick<Alarm, 'opensAfter' | 'endsAfter'>>> = {
  REAL_TIME: { opensAfter: 1, endsAfter: 3 },
  HOURLY: { opensAfter: 1, endsAfter: 1 },
  DAILY: { opensAfter: 1, endsAfter: 1 },
};

/** When the limits of the seed raise alarms. Limits of exhaust gas are stated at the reference oxygen content. */
export function alarmOf({ averaging, medium }: { averaging: Averaging; medium: Medium | null }): Alarm {
  return { ...COUNTS[averaging], isConverted: medium === 'AIR', publishedAt: null, publishedBy: null };
}
