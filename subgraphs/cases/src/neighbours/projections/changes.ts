import type { Payload } from '@ecogrid/event-contracts';
import type { KnownAppointment } from './known-appointment.entity.ts';
import type { KnownObject } from './known-object.entity.ts';
import type { KnownOrganization } from './known-organization.entity.ts';

/** Rows of others' objects, made of their events. */
export function organizationOf(change: Payload<'OrganizationChanged'>): KnownOrganization {
  const { id, code, name, kind, email, phone, version } = change;
  return { id, code, name, kind, email, phone, sourceVersion: version };
}

export function appointmentOf(change: Payload<'AppointmentChanged'>): KnownAppointment {
  const { version: sourceVersion, ...row } = change;
  return { ...row, sourceVersion };
}

export function objectOf(change: Payload<'SupervisedObjectChanged'>): KnownObject {
  const { id, kind, creditCode, name, longitude, latitude, version: sourceVersion } = change;
  return { id, kind, creditCode, name, longitude, latitude, sourceVersion };
}
