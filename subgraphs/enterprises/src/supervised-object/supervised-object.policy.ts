import { hasRole, type Actor } from '@ecogrid/identity';
import { canReadSite, isOwnEnterprise } from '../site/index.ts';
import type { SupervisedObject } from './supervised-object.entity.ts';

type ObjectSite = Pick<SupervisedObject, 'gridCode' | 'creditCode'>;

/** Every actor reads the register; these roles read the further fields of an object. */
export function canReadObjectSite(actor: Actor, { gridCode, creditCode }: ObjectSite): boolean {
  return canReadSite(actor, { gridCode, enterpriseCode: creditCode });
}

/** Telephone numbers are for the desk, which calls, and for the enterprise itself. */
export function maySeePhone(actor: Actor, { creditCode }: ObjectSite): boolean {
  return hasRole(actor, 'OPERATOR', 'SHIFT_LEADER') || isOwnEnterprise(actor, creditCode);
}
