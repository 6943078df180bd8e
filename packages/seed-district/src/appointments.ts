import { seedId } from './identifiers.ts';
import { sealed } from './records.ts';
import { personNumberAt, roster } from './roster.ts';
import type { Post, Role } from './roster.ts';

/** A role held for an organization, over a grid or for an enterprise, from a day on 任职. */
export interface Appointment {
  readonly id: string;
  readonly personNumber: string;
  readonly role: Role;
  readonly organizationCode: string;
  /** The grid whose code prefixes everything in sight; null for department staff and enterprise users. */
  readonly gridCode: string | null;
  /** Set exactly when the role is ENTERPRISE_USER. */
  readonly enterpriseCreditCode: string | null;
  /** First day, Asia/Shanghai calendar. */
  readonly from: string;
  /** Every appointment of the seed is open. */
  readonly to: null;
}

function appointmentsOf(post: Post, index: number): readonly Appointment[] {
  const personNumber = personNumberAt(index);
  const { roles, organizationCode, gridCode, enterpriseCreditCode } = post;
  return roles.map((role) => ({
    id: seedId('appointment', `${personNumber}/${role}`),
    personNumber,
    role,
    organizationCode,
    gridCode,
    enterpriseCreditCode,
    from: '2026-01-01',
    to: null,
  }));
}

/** One appointment for each person, and a second one for the three operators who are shift leaders: 148. */
export const appointments: readonly Appointment[] = sealed(roster.flatMap(appointmentsOf));
