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

/** The appointment by which a person may check this case; undefined when there is none. */
export function checkingAppointment(
  appointments: readonly KnownAppointment[],
  { gridCode: within }: { readonly gridCode: string | null },
): KnownAppointment | undefined {
  return appointments.find(
    ({ role, gridCode }) =>
      CHECKERS.includes(role) &&
      (!TERRITORIAL.includes(role) || (gridCode !== null && (within?.startsWith(gridCode) ?? false))),
  );
}
