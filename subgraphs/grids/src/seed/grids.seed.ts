import * as district from '@ecogrid/seed-district';
import type { Database } from '@ecogrid/database';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { NewEvent, Outbox } from '@ecogrid/events';
import { Appointment } from '../appointment/index.ts';
import { Asset, AssetIssue } from '../asset/index.ts';
import { AuditEntry } from '../audit/index.ts';
import { ServiceAccount } from '../directory/index.ts';
import { Division } from '../division/index.ts';
import { Grid } from '../grid/index.ts';
import { Organization } from '../organization/index.ts';
import { Person, newPseudonym } from '../person/index.ts';

type Manager = Parameters<Parameters<Database['transaction']>[0]>[0];

/** Loads the seed district into an empty database, once, and announces it to the other subgraphs. */
export async function seedGrids(database: Database, outbox: Outbox<TopicOf<'grids'>>): Promise<void> {
  await database.transaction(async (manager) => {
    if (await manager.existsBy(Division, { code: district.DISTRICT_CODE })) return;
    const people = district.people.map((each) => ({ ...each, version: 1, pseudonym: newPseudonym() }));
    await insertTerritory(manager);
    await insertPeople(manager, people);
    await insertAssets(manager);
    await manager.insert(ServiceAccount, { name: 'bi', role: 'BI' });
    await manager.insert(AuditEntry, administratorMade());
    await outbox.announce(
      ...organizations().map((each) => seeded('OrganizationChanged', each.code, each)),
      ...grids().map((each) => seeded('GridChanged', each.code, each)),
      ...people.map(({ id, pseudonym }) => seeded('PersonRegistered', '', { id, pseudonym })),
      ...appointments().map((each) => seeded('AppointmentChanged', each.gridCode ?? '', each)),
    );
  });
}

async function insertTerritory(manager: Manager): Promise<void> {
  await manager.insert(Division, copies<Division>(district.divisions));
  await manager.insert(Organization, organizations());
  await manager.insert(Grid, grids());
}

async function insertPeople(manager: Manager, people: Person[]): Promise<void> {
  await manager.insert(Person, people);
  await manager.insert(
    Appointment,
    appointments().map(({ personNumber: _, ...row }) => row),
  );
}

async function insertAssets(manager: Manager): Promise<void> {
  const idOf = new Map(district.assets.map(({ code, id }) => [code, id]));
  await manager.insert(Asset, copies<Asset>(district.assets));
  await manager.insert(
    AssetIssue,
    district.assetIssues.map(({ assetCode, holderNumber, ...kept }) => ({
      ...kept,
      assetId: idOf.get(assetCode) as string,
      holderId: personId(holderNumber),
    })),
  );
}

/** As the command `admin init` keeps it. */
function administratorMade(): AuditEntry {
  const held = district.appointments.find(({ role }) => role === 'ADMINISTRATOR');
  return {
    id: district.seedId('audit', 'administrator'),
    occurredAt: new Date(district.SEED_INSTANT),
    kind: 'RIGHTS',
    action: 'admin init',
    personId: null,
    reason: null,
    subject: `${held?.personNumber} ADMINISTRATOR`,
  };
}

const organizations = () => district.organizations.map((each) => ({ ...each, version: 1 }));

const grids = () =>
  district.grids.map((each) => ({ ...structuredClone(each), version: 1 }) as unknown as Grid);

const appointments = () =>
  district.appointments.map(({ from, to, enterpriseCreditCode, ...kept }) => ({
    ...kept,
    personId: personId(kept.personNumber),
    enterpriseCode: enterpriseCreditCode,
    since: from,
    until: to,
    version: 1,
  }));

const numbers = new Map(district.people.map(({ number, id }) => [number, id]));

function personId(number: string): string {
  return numbers.get(number) as string;
}

/** Records of the seed are frozen, and spell the values of enums as text; a stored row is neither. */
function copies<Row extends object>(rows: readonly object[]): Row[] {
  return rows.map((each) => ({ ...each }) as Row);
}

function seeded<Thing extends { readonly id: string }>(
  topic: TopicOf<'grids'>,
  channel: string,
  thing: Thing,
): NewEvent<TopicOf<'grids'>> {
  return {
    topic,
    channel,
    aggregateId: thing.id,
    payload: { ...thing },
    occurredAt: new Date(district.SEED_INSTANT),
  };
}
