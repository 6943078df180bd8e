import {
  NO_ROWS,
  enterprisesOf,
  hasRole,
  inScope,
  type Actor,
  type RowScope,
  type ZoneRole,
} from '@ecogrid/identity';
import type { Device } from './device.entity.ts';

/** The roles that maintain instruments. */
const SEES_DEVICES: readonly ZoneRole[] = ['OPERATOR', 'SHIFT_LEADER', 'POST_SUPERVISION'];

/** An MN is half of the credentials of a device: only those who look after it see it. Grids give no right. */
export function devicesVisibleTo(actor: Actor): RowScope {
  return { ...NO_ROWS, everything: hasRole(actor, ...SEES_DEVICES), enterprises: enterprisesOf(actor) };
}

/** The same rule, for one row. */
export function canReadDevice(actor: Actor, { enterpriseCode }: Pick<Device, 'enterpriseCode'>): boolean {
  return inScope(devicesVisibleTo(actor), { gridCode: null, enterpriseCode });
}
