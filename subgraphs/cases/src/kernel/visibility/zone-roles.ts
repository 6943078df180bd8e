import type { ZoneRole } from '@ecogrid/identity';

/** 坐席 and 值班长. */
export const DESK = ['OPERATOR', 'SHIFT_LEADER'] as const satisfies readonly ZoneRole[];
