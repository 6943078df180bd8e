import type { LoggedEvent } from '@ecogrid/events';
import type { KnownAppointment } from './known-appointment.entity.ts';
import type { KnownEnterprise } from './known-enterprise.entity.ts';
import type { KnownOrganization } from './known-organization.entity.ts';

/** Payloads of others' events, as far as they are read here. */
type Announced<Row> = Omit<Row, 'sourceVersion'> & { readonly version: number };

const announced = <Row>(event: LoggedEvent): Announced<Row> => event.payload as unknown as Announced<Row>;

export function organizationOf(event: LoggedEvent): KnownOrganization {
  const { id, code, name, kind, email, phone, version } = announced<KnownOrganization>(event);
  return { id, code, name, kind, email, phone, sourceVersion: version };
}

export function appointmentOf(event: LoggedEvent): KnownAppointment {
  const { id, personId, personNumber, role, organizationCode, gridCode, since, until, version } =
    announced<KnownAppointment>(event);
  return {
    id,
    personId,
    personNumber,
    role,
    organizationCode,
    gridCode,
    since,
    until,
    sourceVersion: version,
  };
}

export function enterpriseOf(event: LoggedEvent): KnownEnterprise {
  const { id, creditCode, name, longitude, latitude, version } = announced<KnownEnterprise>(event);
  return { id, creditCode, name, longitude, latitude, sourceVersion: version };
}
