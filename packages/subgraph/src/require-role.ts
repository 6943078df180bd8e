import { EcoGridError, type Term } from '@ecogrid/errors';
import { hasRole, type Actor, type ZoneRole } from '@ecogrid/identity';

/** The first of these roles that the actor holds. @throws EcoGridError FORBIDDEN for an actor without one. */
export function requireRole<Allowed extends ZoneRole>(
  actor: Actor,
  action: Term,
  ...roles: readonly Allowed[]
): Allowed {
  const role = roles.find((each) => hasRole(actor, each));
  if (role) return role;
  throw new EcoGridError('FORBIDDEN', { action });
}
