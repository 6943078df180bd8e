import { hasRole, type Actor } from '@ecogrid/identity';
import { canReadSite, isOwnEnterprise } from '../site/index.ts';
import type { Enterprise } from './enterprise.entity.ts';

type EnterpriseSite = Pick<Enterprise, 'gridCode' | 'creditCode'>;

/** Every actor reads the register; these roles read the further fields of an enterprise. */
export function canReadEnterpriseSite(actor: Actor, { gridCode, creditCode }: EnterpriseSite): boolean {
  return canReadSite(actor, { gridCode, enterpriseCode: creditCode });
}

/** Telephone numbers are for the desk, which calls, and for the enterprise itself. */
export function maySeePhone(actor: Actor, { creditCode }: EnterpriseSite): boolean {
  return hasRole(actor, 'OPERATOR', 'SHIFT_LEADER') || isOwnEnterprise(actor, creditCode);
}
