import { z } from 'zod';
import { ROLES } from '@ecogrid/identity';
import { code, day, gridCode, id, importChanged, version } from './words.ts';

/** Longitude and latitude. */
const position = z.array(z.number()).min(2);
const ring = z.array(position).min(4);

/** The events of grids. A version ascends with each change of the object: an older one never overwrites a newer. */
export const gridsContracts = {
  ImportChanged: importChanged,
  OrganizationChanged: z.object({
    id,
    code,
    name: z.string(),
    kind: z.string(),
    platformLevel: z.int().nullable(),
    divisionCode: z.string(),
    email: z.string(),
    phone: z.string().nullable(),
    version,
  }),
  GridChanged: z.object({
    id,
    code: gridCode,
    name: z.string(),
    level: z.int(),
    responsibleOrganizationCode: code,
    polygon: z.discriminatedUnion('type', [
      z.object({ type: z.literal('Polygon'), coordinates: z.array(ring) }),
      z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring)) }),
    ]),
    version,
  }),
  /** A pseudonym never changes: the event has no version. */
  PersonRegistered: z.object({ id, pseudonym: z.string().min(1) }),
  /** A login account acts for the person, or no longer. */
  AccountChanged: z.object({ personId: id, subject: z.string().min(1), isLinked: z.boolean() }),
  AppointmentChanged: z.object({
    id,
    personId: id,
    personNumber: z.string(),
    role: z.enum(ROLES),
    organizationCode: code,
    gridCode: gridCode.nullable(),
    since: day,
    until: day.nullable(),
    version,
  }),
};
