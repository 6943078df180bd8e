import { enterprisesOf, hasRole, type Actor, type ZoneRole } from '@ecogrid/identity';
import { isOwnEnterprise, type SiteScope } from '../site/index.ts';
import type { Device } from './device.entity.ts';

/** The roles that maintain instruments. */
const SEES_DEVICES: readonly ZoneRole[] = ['OPERATOR', 'SHIFT_LEADER', 'POST_SUPERVISION'];

/** An MN is half of what it takes to send in a device's name: only those who look after it see it. */
export function canReadDevice(actor: Actor, { enterpriseCode }: Pick<Device, 'enterpriseCode'>): boolean {
  return hasRole(actor, ...SEES_DEVICES) || isOwnEnterprise(actor, enterpriseCode);
}

/** The same rule, for a condition on rows: grids give no right to devices. */
export function devicesVisibleTo(actor: Actor): SiteScope {
  return { everything: hasRole(actor, ...SEES_DEVICES), grids: [], enterprises: enterprisesOf(actor) };
}
