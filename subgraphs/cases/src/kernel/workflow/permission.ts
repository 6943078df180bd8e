import { hasRole, holds, type GridRole, type OrganizationRole, type ZoneRole } from '@ecogrid/identity';
import type { Permission } from './workflow.ts';

/** Permits by a role that is held for the whole zone. */
export function inZone(...roles: readonly ZoneRole[]): Permission<unknown> {
  return (actor) => roles.find((role) => hasRole(actor, role)) ?? null;
}

/** Permits by a role that is held for the grid of the thing. */
export function inGrid(...roles: readonly GridRole[]): Permission<{ readonly gridCode: string | null }> {
  return (actor, { gridCode }) => roles.find((role) => holds(actor, role, { grid: gridCode })) ?? null;
}

/** Permits by a role that is held in the organization of the thing. */
export function inOrganization(
  ...roles: readonly OrganizationRole[]
): Permission<{ readonly organizationCode: string }> {
  return (actor, { organizationCode }) =>
    roles.find((role) => holds(actor, role, { organization: organizationCode })) ?? null;
}

/** Permits by the first of several permissions that permits. */
export function anyOf<Thing>(...permissions: ReadonlyArray<Permission<Thing>>): Permission<Thing> {
  return (actor, thing) => {
    for (const permission of permissions) {
      const role = permission(actor, thing);
      if (role !== null) return role;
    }
    return null;
  };
}
