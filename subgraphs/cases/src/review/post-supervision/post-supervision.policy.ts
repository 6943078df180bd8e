import { hasRole, type Actor } from '@ecogrid/identity';
import { ZONE_READERS } from '../../kernel/index.ts';

/** Samples and inspections are for those who see every closed case; who is inspected is not told before. */
export function maySeePostSupervision(actor: Actor): boolean {
  return hasRole(actor, ...ZONE_READERS);
}

/** 后督察组: nobody else draws, as nobody else inspects. */
export function mayDraw(actor: Actor): boolean {
  return hasRole(actor, 'POST_SUPERVISION');
}
