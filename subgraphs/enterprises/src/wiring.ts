import type { Database } from '@ecogrid/database';
import type { ReferenceResolver } from '@ecogrid/subgraph';
import { CameraRepository, CameraResolver } from './camera/index.ts';
import {
  DeviceFactorResolver,
  DeviceRepository,
  DeviceResolver,
  MonitorPointDevicesResolver,
} from './device/index.ts';
import {
  CameraEnterpriseResolver,
  EnterpriseCamerasResolver,
  EnterpriseRepository,
  EnterpriseResolver,
  GridEnterprisesResolver,
} from './enterprise/index.ts';
import { ExceedancePushResolver, ExceedanceRepository, ExceedanceResolver } from './exceedance/index.ts';
import { LimitRuleRepository, LimitRuleResolver, OutletLimitRulesResolver } from './limit-rule/index.ts';
import {
  MonitorPointRepository,
  MonitorPointResolver,
  OutletMonitorPointsResolver,
} from './monitor-point/index.ts';
import { EnterpriseOutletsResolver, OutletRepository, OutletResolver } from './outlet/index.ts';
import { PollutantRepository, PollutantResolver } from './pollutant/index.ts';
import {
  DeviceReadingsResolver,
  MonitorPointReadingsResolver,
  ReadingRepository,
  ReadingResolver,
} from './reading/index.ts';

/** The subgraph's repositories on one database. */
export function repositoriesOn(database: Database) {
  return {
    enterprises: new EnterpriseRepository(database),
    cameras: new CameraRepository(database),
    outlets: new OutletRepository(database),
    points: new MonitorPointRepository(database),
    devices: new DeviceRepository(database),
    pollutants: new PollutantRepository(database),
    limitRules: new LimitRuleRepository(database),
    readings: new ReadingRepository(database),
    exceedances: new ExceedanceRepository(database),
  };
}

export type Repositories = ReturnType<typeof repositoriesOn>;

/** One instance of each resolver that the schema names. */
export function resolversOf(repositories: Repositories): object[] {
  const { enterprises, cameras, outlets, points, devices, pollutants, limitRules, readings, exceedances } =
    repositories;
  return [
    new PollutantResolver(pollutants),
    new EnterpriseResolver(enterprises),
    new GridEnterprisesResolver(enterprises),
    new CameraResolver(cameras),
    new EnterpriseCamerasResolver(cameras),
    new CameraEnterpriseResolver(enterprises),
    new OutletResolver(outlets, enterprises),
    new EnterpriseOutletsResolver(outlets),
    new MonitorPointResolver(points, outlets),
    new OutletMonitorPointsResolver(points),
    new DeviceResolver(devices, points, outlets),
    new DeviceFactorResolver(pollutants),
    new MonitorPointDevicesResolver(devices),
    new LimitRuleResolver(limitRules, outlets, pollutants),
    new OutletLimitRulesResolver(limitRules),
    new ReadingResolver(devices, points, pollutants),
    new DeviceReadingsResolver(readings),
    new MonitorPointReadingsResolver(readings),
    new ExceedanceResolver(exceedances, repositories),
    new ExceedancePushResolver(exceedances),
  ];
}

/** How other subgraphs' references become things, by the same rules as everywhere. */
export function referencesOf(repositories: Repositories): Record<string, ReferenceResolver> {
  const { enterprises, cameras, outlets, points, devices, pollutants, limitRules, readings, exceedances } =
    repositories;
  return {
    // A grid is the grids subgraph's to know; here it is only what enterprises are listed by.
    Grid: ({ code }) => Promise.resolve(code === undefined ? null : { code }),
    Enterprise: ({ id, creditCode }, context) =>
      id ? context.load(enterprises.byId, id) : context.load(enterprises.byCreditCode, creditCode ?? ''),
    Camera: ({ id }, context) => context.load(cameras.byId, id ?? ''),
    Outlet: ({ id }, context) => context.load(outlets.byId, id ?? ''),
    MonitorPoint: ({ id }, context) => context.load(points.byId, id ?? ''),
    Device: ({ id }, context) => context.load(devices.byId, id ?? ''),
    Pollutant: ({ code }, context) => context.load(pollutants.byCode, code ?? ''),
    LimitRule: ({ id }, context) => context.load(limitRules.byId, id ?? ''),
    Reading: ({ id }, context) => context.load(readings.byId, id ?? ''),
    Exceedance: ({ id }, context) => context.load(exceedances.byId, id ?? ''),
  };
}
