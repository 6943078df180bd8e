import type { ZoneRole } from '@ecogrid/identity';

/** 坐席 and 值班长. */
export const DESK = ['OPERATOR', 'SHIFT_LEADER'] as const satisfies readonly ZoneRole[];

/** The roles that read the whole zone (docs/domain.md §7): operator, city and province, assessor, BI, post-supervision. */
export const ZONE_READERS: readonly ZoneRole[] = [
  'OPERATOR',
  'SHIFT_LEADER',
  'POST_SUPERVISION',
  'CITY',
  'PROVINCE',
  'ASSESSOR',
  'BI',
];
