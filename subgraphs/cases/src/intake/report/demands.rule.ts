import type { Problem } from '@ecogrid/errors';
import type { IntakeChannel, IntakeDemand } from '../../codes/index.ts';
import type { SubmitReportInput } from './report.input.ts';

/** The fields of a report that the demands examine. */
type Given = Pick<SubmitReportInput, 'superior' | 'campaignCode' | 'cameraId'> & {
  readonly isLocated: boolean;
};

interface Demand {
  readonly met: (given: Given) => boolean;
  /** The paths of the fields that meet it. */
  readonly path: string;
}

const DEMANDS: Readonly<Record<keyof typeof IntakeDemand, Demand>> = {
  PLACE: { met: ({ isLocated }) => isLocated, path: 'input.place, input.object.id' },
  SUPERIOR: { met: ({ superior }) => superior !== undefined, path: 'input.superior' },
  CAMPAIGN: { met: ({ campaignCode }) => campaignCode !== undefined, path: 'input.campaignCode' },
  CAMERA: { met: ({ cameraId }) => cameraId !== undefined, path: 'input.cameraId' },
};

/** The fields that the channel demands and the report lacks; empty when the report is complete. */
export function unmetDemands(
  { code, demands }: Pick<IntakeChannel, 'code' | 'demands'>,
  given: Given,
): Problem[] {
  return demands
    .filter((demand) => !DEMANDS[demand].met(given))
    .map((demand) => ({ path: DEMANDS[demand].path, problem: 'demanded', channelCode: code }));
}
