import type { IntakeChannel, IntakeDemand } from '../../codes/index.ts';
import type { SubmitReportInput } from './report.input.ts';

/** What of a report the demands look at. */
type Given = Pick<SubmitReportInput, 'superior' | 'campaignCode' | 'cameraId'> & {
  readonly isLocated: boolean;
};

const DEMANDS: Readonly<
  Record<keyof typeof IntakeDemand, { readonly met: (given: Given) => boolean; readonly problem: string }>
> = {
  PLACE: { met: ({ isLocated }) => isLocated, problem: 'place, or an object whose place is known' },
  SUPERIOR: { met: ({ superior }) => superior !== undefined, problem: 'superior' },
  CAMPAIGN: { met: ({ campaignCode }) => campaignCode !== undefined, problem: 'campaignCode' },
  CAMERA: { met: ({ cameraId }) => cameraId !== undefined, problem: 'cameraId' },
};

/** What the channel demands and the report does not carry; empty when it may come in. */
export function unmetDemands(
  { code, demands }: Pick<IntakeChannel, 'code' | 'demands'>,
  given: Given,
): string[] {
  return demands
    .filter((demand) => !DEMANDS[demand].met(given))
    .map((demand) => `channel ${code} demands ${DEMANDS[demand].problem}`);
}
