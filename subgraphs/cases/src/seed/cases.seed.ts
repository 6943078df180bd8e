import * as district from '@ecogrid/seed-district';
import type { Database } from '@ecogrid/database';
import { KnownGrid } from '@ecogrid/territory';
import { Campaign } from '../codes/index.ts';
import { KnownAppointment, KnownObject, KnownOrganization } from '../neighbours/index.ts';

/** The version of everything in the seed; its later events change nothing. */
const SEED_VERSION = { sourceVersion: 1 };

/** Loads the campaigns and the copies of others' things, once. There are no seed cases. */
export async function seedCases(database: Database): Promise<void> {
  await database.transaction(async (manager) => {
    if (await manager.exists(Campaign)) return;
    await manager.insert(
      Campaign,
      district.campaigns.map((each) => ({ ...each })),
    );
    await manager.insert(KnownGrid, knownGrids());
    await manager.insert(KnownOrganization, knownOrganizations());
    await manager.insert(KnownAppointment, knownAppointments());
    await manager.insert(KnownObject, knownObjects());
  });
}

function knownGrids(): object[] {
  return district.grids.map(({ id, code, name, level, polygon, responsibleOrganizationCode }) => ({
    id,
    code,
    name,
    level,
    responsibleOrganizationCode,
    polygon: structuredClone(polygon),
    ...SEED_VERSION,
  }));
}

function knownOrganizations(): KnownOrganization[] {
  return district.organizations.map(({ id, code, name, kind, email, phone }) => ({
    id,
    code,
    name,
    kind,
    email,
    phone,
    ...SEED_VERSION,
  }));
}

function knownAppointments(): KnownAppointment[] {
  const ids = new Map(district.people.map(({ number, id }) => [number, id]));
  return district.appointments.map(({ id, personNumber, role, organizationCode, gridCode, from, to }) => ({
    id,
    personNumber,
    role,
    organizationCode,
    gridCode,
    since: from,
    until: to,
    personId: ids.get(personNumber) as string,
    ...SEED_VERSION,
  }));
}

function knownObjects(): KnownObject[] {
  const enterprises = district.enterprises.map((each) => ({ ...each, kind: 'ENTERPRISE' as const }));
  const others = district.supervisedObjects.map((each) => ({ ...each, creditCode: null }));
  return [...enterprises, ...others].map(({ id, kind, creditCode, name, longitude, latitude }) => ({
    id,
    kind,
    creditCode,
    name,
    longitude,
    latitude,
    ...SEED_VERSION,
  }));
}
