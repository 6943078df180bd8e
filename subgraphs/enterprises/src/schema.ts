import type { SubgraphSchema } from '@ecogrid/subgraph';
import { CameraResolver } from './camera/index.ts';
import { DeviceFactorResolver, DeviceResolver, MonitorPointDevicesResolver } from './device/index.ts';
import {
  CameraEnterpriseResolver,
  EnterpriseCamerasResolver,
  EnterpriseResolver,
  GridEnterprisesResolver,
} from './enterprise/index.ts';
import { ExceedancePushResolver, ExceedanceResolver } from './exceedance/index.ts';
import { LimitRuleResolver, OutletLimitRulesResolver } from './limit-rule/index.ts';
import { MonitorPointResolver, OutletMonitorPointsResolver } from './monitor-point/index.ts';
import { EnterpriseOutletsResolver, OutletResolver } from './outlet/index.ts';
import { PollutantResolver } from './pollutant/index.ts';
import { DeviceReadingsResolver, MonitorPointReadingsResolver, ReadingResolver } from './reading/index.ts';

export const enterprisesSchema: SubgraphSchema = {
  name: 'enterprises',
  resolvers: [
    PollutantResolver,
    EnterpriseResolver,
    GridEnterprisesResolver,
    CameraResolver,
    EnterpriseCamerasResolver,
    CameraEnterpriseResolver,
    OutletResolver,
    EnterpriseOutletsResolver,
    MonitorPointResolver,
    OutletMonitorPointsResolver,
    DeviceResolver,
    DeviceFactorResolver,
    MonitorPointDevicesResolver,
    LimitRuleResolver,
    OutletLimitRulesResolver,
    ReadingResolver,
    DeviceReadingsResolver,
    MonitorPointReadingsResolver,
    ExceedanceResolver,
    ExceedancePushResolver,
  ],
};
