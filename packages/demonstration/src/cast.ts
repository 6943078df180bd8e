import { appointments, people, type Role } from '@ecogrid/seed-district';

/** A person of the seed district, by personnel number; null is the public, without a token. */
export type Player = string | null;

interface Place {
  readonly gridCode?: string;
  readonly organizationCode?: string;
}

/** The operator who registers, adopts and dispatches. */
export const OPERATOR = 'P0002';
/** The shift leader who files, closes and decides: another person than the operator. */
export const SHIFT_LEADER = 'P0004';

/** The first holder of the role at the place. @throws Error when the seed district has none. */
export function holderOf(role: Role, { gridCode, organizationCode }: Place = {}): string {
  const held = appointments.find(
    (each) =>
      each.role === role &&
      (!gridCode || each.gridCode === gridCode) &&
      (!organizationCode || each.organizationCode === organizationCode),
  );
  if (!held) throw new Error(`The seed district has no ${role} at ${gridCode ?? organizationCode ?? 'all'}`);
  return held.personNumber;
}

/** A street is the first nine digits of a unit grid's code. */
export const streetOf = (gridCode: string): string => gridCode.slice(0, 9);

export const memberOf = (gridCode: string): string => holderOf('GRID_MEMBER', { gridCode });
export const supervisorOf = (gridCode: string): string => holderOf('SUPERVISOR', { gridCode });
export const headOf = (gridCode: string): string => holderOf('GRID_HEAD', { gridCode: streetOf(gridCode) });

/** The person who handles the tickets of an organization: a street platform's are handled by its grid head. */
export function handlerOf(organizationCode: string): string {
  return organizationCode.startsWith('PLATFORM-')
    ? holderOf('GRID_HEAD', { organizationCode })
    : holderOf('DEPARTMENT_STAFF', { organizationCode });
}

/** The id that tokens name a person by. */
export function idOf(personNumber: string): string {
  const person = people.find(({ number }) => number === personNumber);
  if (!person) throw new Error(`The seed district has no person ${personNumber}`);
  return person.id;
}
