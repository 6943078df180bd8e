/**
 * The synthetic seed district: pure data, the same on every machine. Each subgraph loads its own part.
 * All records are frozen; counts follow the newspaper report the platform is modelled on.
 */
export {
  creditCodeWithCheckDigit,
  gb28181Code,
  organizationCodeWithCheckDigit,
  SEED_INSTANT,
  seedId,
} from './identifiers.ts';
export type { Gb28181Segments } from './identifiers.ts';
export type { Polygon, Position } from './geometry.ts';
export { DISTRICT_CODE, divisions } from './divisions.ts';
export type { Division, DivisionLevel } from './divisions.ts';
export { grids } from './grids.ts';
export type { Grid } from './grids.ts';
export { organizations } from './organizations.ts';
export type { Organization, OrganizationKind } from './organizations.ts';
export { people } from './people.ts';
export type { Person } from './people.ts';
export { appointments } from './appointments.ts';
export type { Appointment } from './appointments.ts';
export type { Role } from './roster.ts';
export { assetIssues, assets } from './assets.ts';
export type { Asset, AssetIssue, AssetKind } from './assets.ts';
export { enterprises } from './enterprises.ts';
export type { CreditCodeOverride, Enterprise } from './enterprises.ts';
export { supervisedObjects } from './objects.ts';
export type { ObjectKind, SupervisedObject } from './objects.ts';
export { cameras } from './cameras.ts';
export type { Camera, CameraPurpose } from './cameras.ts';
export { monitorPoints, outlets } from './monitoring.ts';
export type { Medium, MonitorPoint, MonitorPointKind, Outlet } from './monitoring.ts';
export { devices } from './devices.ts';
export type { Device, DeviceFactor, SystemType } from './devices.ts';
export { limitRules } from './limits.ts';
export type { LimitRule } from './limits.ts';
export { campaigns } from './campaigns.ts';
export type { Campaign, CampaignType } from './campaigns.ts';
export { attendances, trainers, trainingSessions } from './training.ts';
export type { Attendance, Trainer, TrainingSession, TrainingTopic } from './training.ts';
