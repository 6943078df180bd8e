import type { Database } from '@ecogrid/database';
import type { Feature, MutationScope } from '@ecogrid/subgraph';
import type { CodeParts } from '../codes/index.ts';
import type { EvidenceParts } from '../evidence/index.ts';
import type { NeighbourParts } from '../neighbours/index.ts';
import {
  AllowanceRepository,
  PublicReports,
  Report,
  ReportAllowance,
  ReportChanges,
  ReportIntake,
  ReportRepository,
  ReportResolver,
  ReportService,
  ReportSourceResolver,
  ReportSubscription,
  ReportWordsResolver,
  Review,
  ReviewResolver,
  type PublicReportLimits,
} from './report/index.ts';
import { RoutingRepository, RoutingResolver, RoutingRule, RoutingService } from './routing/index.ts';

export interface IntakeSettings {
  /** How many anonymous reports are taken. */
  readonly publicReportLimits: PublicReportLimits;
}

export function repositories(database: Database) {
  return {
    routing: new RoutingRepository(database),
    reports: new ReportRepository(database),
    allowances: new AllowanceRepository(database),
  };
}

type Needs = NeighbourParts &
  CodeParts &
  EvidenceParts &
  IntakeSettings &
  ReturnType<typeof repositories> & { readonly scope: MutationScope };

export function services(parts: Needs) {
  const reportChanges = new ReportChanges(parts);
  const publicReports = new PublicReports(parts);
  const intake = new ReportIntake(parts);
  return {
    reportChanges,
    publicReports,
    reporting: new ReportService({ ...parts, intake, publicReports, changes: reportChanges }),
    routes: new RoutingService(parts),
  };
}

export type IntakeParts = Needs & ReturnType<typeof services>;

export const feature: Feature<IntakeParts> = {
  entities: [RoutingRule, Report, Review, ReportAllowance],
  resolvers: [
    [RoutingResolver, (parts) => new RoutingResolver({ ...parts, service: parts.routes })],
    [
      ReportResolver,
      ({ reporting, reports, categories, attachments, verifications }) =>
        new ReportResolver(reporting, reports, categories, attachments, verifications),
    ],
    [ReportSourceResolver, ({ campaigns }) => new ReportSourceResolver(campaigns)],
    [ReportWordsResolver, () => new ReportWordsResolver()],
    [ReportSubscription, ({ reports }) => new ReportSubscription(reports)],
    [ReviewResolver, () => new ReviewResolver()],
  ],
  references: ({ reports }) => ({ Report: ({ id }, context) => context.load(reports.byId, id ?? '') }),
  jobs: ({ publicReports, logger }) => [publicReports.forgetting(logger)],
};
