import { ZONE_READERS, hasRole, type Actor } from '@ecogrid/identity';

/** Samples and inspections are for those who see every closed case; they are not announced to the inspected organization. */
export function maySeePostSupervision(actor: Actor): boolean {
  return hasRole(actor, ...ZONE_READERS);
}

/** 后督察组: only its members draw samples and record inspections. */
export function mayDraw(actor: Actor): boolean {
  return hasRole(actor, 'POST_SUPERVISION');
}
