import * as district from '@ecogrid/seed-district';
import type { Database } from '@ecogrid/database';
import type { NewEvent, Outbox } from '@ecogrid/events';
import { Appointment } from '../appointment/index.ts';
import { Asset, AssetIssue } from '../asset/index.ts';
import { ServiceAccount } from '../directory/index.ts';
import { Division } from '../division/index.ts';
import { Grid } from '../grid/index.ts';
import { Organization } from '../organization/index.ts';
import { Person } from '../person/index.ts';

/** Loads the seed district into an empty database, once, and announces it to the other subgraphs. */
export async function seedGrids(database: Database, outbox: Outbox): Promise<void> {
  await database.transaction(async (manager) => {
    if (await manager.existsBy(Division, { code: district.DISTRICT_CODE })) return;
    const numbers = new Map(district.people.map(({ number, id }) => [number, id]));
    const personId = (number: string): string => numbers.get(number) as string;
    const assetIds = new Map(district.assets.map(({ code, id }) => [code, id]));
    const appointments = district.appointments.map(({ from, to, personNumber, enterpriseCreditCode, ...kept }) => ({
      ...kept,
      personNumber,
      personId: personId(personNumber),
      enterpriseCode: enterpriseCreditCode,
      since: from,
      until: to,
      version: 1,
    }));
    const grids = district.grids.map((grid) => ({ ...structuredClone(grid), version: 1 }) as unknown as Grid);
    const organizations = district.organizations.map((each) => ({ ...each, version: 1 }) as Organization);
    await manager.insert(Division, district.divisions.map((each) => ({ ...each }) as Division));
    await manager.insert(Organization, organizations);
    await manager.insert(Grid, grids as never);
    await manager.insert(Person, district.people.map((each) => ({ ...each })));
    await manager.insert(Appointment, appointments.map(({ personNumber: _, ...row }) => row));
    await manager.insert(Asset, district.assets.map((each) => ({ ...each }) as Asset));
    await manager.insert(
      AssetIssue,
      district.assetIssues.map(({ assetCode, holderNumber, ...kept }) => ({
        ...kept,
        assetId: assetIds.get(assetCode) as string,
        holderId: personId(holderNumber),
      })),
    );
    await manager.insert(ServiceAccount, { name: 'bi', role: 'BI' });
    await outbox.announce(
      ...organizations.map((each) => told('OrganizationChanged', each.code, each)),
      ...grids.map((each) => told('GridChanged', each.code, each)),
      ...appointments.map((each) => told('AppointmentChanged', each.gridCode ?? '', each)),
    );
  });
}

function told(topic: string, channel: string, thing: { readonly id: string }): NewEvent {
  return { topic, channel, aggregateId: thing.id, payload: { ...thing }, occurredAt: new Date(district.SEED_INSTANT) };
}
