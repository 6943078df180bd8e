import { readConfig, z } from '@ecogrid/service';
import type { PublicReportLimits } from './public-reports.ts';

const atLeastOne = (usual: number): z.ZodDefault<z.ZodCoercedNumber> =>
  z.coerce.number().int().min(1).default(usual);

/** How many anonymous reports are taken, for each process that runs this subgraph. */
export const PUBLIC_REPORT_SHAPE = {
  PUBLIC_REPORTS_PER_HOUR: atLeastOne(20),
  PUBLIC_REPORTS_PER_HOUR_ALL: atLeastOne(1_000),
};

export function publicReportLimitsOf(
  read: Readonly<Record<keyof typeof PUBLIC_REPORT_SHAPE, number>>,
): PublicReportLimits {
  return { perClient: read.PUBLIC_REPORTS_PER_HOUR, inAll: read.PUBLIC_REPORTS_PER_HOUR_ALL };
}

/** @throws ConfigurationError. */
export function readPublicReportLimits(given: NodeJS.ProcessEnv = process.env): PublicReportLimits {
  return publicReportLimitsOf(readConfig(PUBLIC_REPORT_SHAPE, given));
}
