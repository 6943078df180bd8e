import * as district from '@ecogrid/seed-district';
import type { Database } from '@ecogrid/database';
import { KnownGrid, TerritoryIndex, type Position } from '@ecogrid/territory';
import { Camera } from '../camera/index.ts';
import { Device, hashPassword } from '../device/index.ts';
import { LimitRule } from '../limit-rule/index.ts';
import { MonitorPoint } from '../monitor-point/index.ts';
import { Outlet } from '../outlet/index.ts';
import { SupervisedObject, searchTextOf } from '../supervised-object/index.ts';

/** Loads the seed district into an empty database, once, with the grids as their subgraph will announce them. */
export async function seedEnterprises(database: Database): Promise<void> {
  if (await database.manager.exists(SupervisedObject)) return;
  const hashes = await passwordHashes();
  await database.transaction(async (manager) => {
    if (await manager.exists(SupervisedObject)) return;
    const grids = district.grids.map(
      (grid) => ({ ...structuredClone(grid), sourceVersion: 1 }) as unknown as KnownGrid,
    );
    const territory = new TerritoryIndex(grids);
    await manager.insert(KnownGrid, grids.map(knownPart));
    const gridCodeOf = (position: Position): string | null => territory.locate(position)?.code ?? null;
    await manager.insert(SupervisedObject, [...enterpriseRows(gridCodeOf), ...otherRows(gridCodeOf)]);
    await manager.insert(Camera, cameraRows(gridCodeOf));
    await manager.insert(Outlet, outletRows(gridCodeOf));
    await manager.insert(MonitorPoint, pointRows(gridCodeOf));
    await manager.insert(Device, deviceRows(hashes));
    await manager.insert(LimitRule, limitRows());
  });
}

type Locate = (position: Position) => string | null;

const enterpriseIds = new Map(district.enterprises.map(({ creditCode, id }) => [creditCode, id]));
const idOfEnterprise = (creditCode: string): string => enterpriseIds.get(creditCode) as string;
const idOfPerson = (number: string): string | null =>
  district.people.find((person) => person.number === number)?.id ?? null;
const codeOfOutlet = new Map(
  district.outlets.map(({ id, enterpriseCreditCode }) => [id, enterpriseCreditCode]),
);
const codeOfPoint = new Map(
  district.monitorPoints.map(({ id, outletId }) => [id, codeOfOutlet.get(outletId ?? '') ?? null]),
);

function knownPart({
  id,
  code,
  name,
  level,
  polygon,
  responsibleOrganizationCode,
  sourceVersion,
}: KnownGrid): KnownGrid {
  return { id, code, name, level, polygon, responsibleOrganizationCode, sourceVersion };
}

const REGISTERED = {
  status: 'ACTIVE',
  version: 1,
  isScatteredPolluter: false,
  hazardousWasteRole: null,
  permitNumber: null,
  permitFrom: null,
  permitTo: null,
  contactName: null,
} as const;

function enterpriseRows(gridCodeOf: Locate): SupervisedObject[] {
  return district.enterprises.map(({ priority, creditCodeOverride: given, ...kept }) => ({
    ...kept,
    ...REGISTERED,
    kind: 'ENTERPRISE',
    creditCodeOverride: given && {
      reason: given.reason,
      acceptedBy: idOfPerson(given.by),
      acceptedAt: given.at,
    },
    isPriority: priority,
    gridCode: gridCodeOf(kept),
    searchText: searchTextOf(kept),
  }));
}

function otherRows(gridCodeOf: Locate): SupervisedObject[] {
  return district.supervisedObjects.map(({ priority, ...kept }) => ({
    ...kept,
    ...REGISTERED,
    isPriority: priority,
    gridCode: gridCodeOf(kept),
    creditCode: null,
    creditCodeOverride: null,
    industryCode: null,
    industryName: null,
    searchText: searchTextOf({ ...kept, creditCode: null }),
  }));
}

function cameraRows(gridCodeOf: Locate): Camera[] {
  return district.cameras.map(({ enterpriseCreditCode, ...kept }) => {
    const owner = {
      enterpriseId: idOfEnterprise(enterpriseCreditCode),
      enterpriseCode: enterpriseCreditCode,
    };
    return { ...kept, ...owner, gridCode: gridCodeOf(kept) };
  });
}

function outletRows(gridCodeOf: Locate): Outlet[] {
  return district.outlets.map(({ enterpriseCreditCode, ...kept }) => {
    const owner = {
      enterpriseId: idOfEnterprise(enterpriseCreditCode),
      enterpriseCode: enterpriseCreditCode,
    };
    return { ...kept, ...owner, gridCode: gridCodeOf(kept) };
  });
}

function pointRows(gridCodeOf: Locate): MonitorPoint[] {
  return district.monitorPoints.map((point) => {
    const enterpriseCode = codeOfPoint.get(point.id) ?? null;
    return { ...point, enterpriseCode, gridCode: gridCodeOf(point) };
  });
}

let hashing: Promise<ReadonlyMap<string, string>> | undefined;

/** Hashing takes its time on purpose: once for each process is enough for a demonstration. */
function passwordHashes(): Promise<ReadonlyMap<string, string>> {
  hashing ??= Promise.all(
    district.devices.map(async ({ mn, password }) => [mn, await hashPassword(password)] as const),
  ).then((entries) => new Map(entries));
  return hashing;
}

function deviceRows(hashes: ReadonlyMap<string, string>): Device[] {
  return district.devices.map(({ st, factors, password: _, ...kept }) => ({
    ...kept,
    lengthRule: 'SEGMENT',
    passwordHash: hashes.get(kept.mn),
    systemType: st,
    enterpriseCode: codeOfPoint.get(kept.monitorPointId) ?? null,
    factors: factors.map(({ pollutantCode, unit, wireCode }) => ({
      pollutantCode,
      unit,
      wireCode: wireCode ?? null,
    })),
    lastSeenAt: null,
  })) as unknown as Device[];
}

/** One value of the instant warns, and three within the limit end the warning. */
const WARNING = { opensAfter: 1, endsAfter: 3, isConverted: false };

function limitRows(): LimitRule[] {
  const rest = { medium: null, publishedAt: null, publishedBy: null };
  return district.limitRules.map((rule) => ({ ...rule, ...WARNING, ...rest }));
}
