import type { Role } from '@ecogrid/identity';
import type { KnownAppointment } from '../../neighbours/index.ts';

/** The roles of checkers. */
const CHECKERS: readonly Role[] = [
  'GRID_MEMBER',
  'GRID_HEAD',
  'STREET_STAFF',
  'POST_SUPERVISION',
  'OPERATOR',
];
const TERRITORIAL: readonly Role[] = ['GRID_MEMBER', 'GRID_HEAD', 'STREET_STAFF'];

export interface Handled {
  readonly gridCode: string | null;
  readonly organizationCodes: readonly string[];
  /** Persons who submitted a result. */
  readonly handlers: readonly string[];
}

/** Whether the checker is independent: neither a handler nor a member of an organization with a ticket. */
export function isIndependent(
  person: { id: string; organizationCode: string | null },
  handled: Handled,
): boolean {
  const parties = handled.organizationCodes;
  const isParty = person.organizationCode !== null && parties.includes(person.organizationCode);
  return !isParty && !handled.handlers.includes(person.id);
}

/** The appointment by which a person may check this case; undefined when there is none. */
export function checkingAppointment(
  appointments: readonly KnownAppointment[],
  handled: Handled,
): KnownAppointment | undefined {
  return appointments.find(
    ({ role, gridCode }) =>
      CHECKERS.includes(role) &&
      (!TERRITORIAL.includes(role) ||
        (gridCode !== null && (handled.gridCode?.startsWith(gridCode) ?? false))),
  );
}
