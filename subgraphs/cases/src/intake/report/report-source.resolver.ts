import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { Campaign, type CampaignRepository } from '../../codes/index.ts';
import { Camera } from '../../neighbours/index.ts';
import { Report } from './report.entity.ts';
import { SuperiorAssignment } from './report.input.ts';

/** The demanded fields of the channel of a report: superior authority, campaign and camera. */
@Resolver(() => Report)
export class ReportSourceResolver {
  constructor(private readonly campaigns: CampaignRepository) {}

  @FieldResolver(() => SuperiorAssignment, {
    nullable: true,
    description: 'The superior authority that assigned it (上级交办); null for any other matter.',
  })
  superior(@Root() { superiorLevel, superiorDocument }: Report): SuperiorAssignment | null {
    return superiorLevel ? { level: superiorLevel, documentNumber: superiorDocument ?? '' } : null;
  }

  @FieldResolver(() => Campaign, {
    nullable: true,
    description: 'The special action in whose course it was found (专项行动); null when in none.',
  })
  campaign(@Root() { campaignCode }: Report, @Ctx() context: GraphContext): Promise<Campaign | null> {
    return campaignCode ? context.load(this.campaigns.byCode, campaignCode) : Promise.resolve(null);
  }

  @FieldResolver(() => Camera, {
    nullable: true,
    description:
      'The camera that showed it (视频点位); null when none did, and for those who may not see cameras.',
  })
  camera(@Root() { cameraId }: Report): Camera | null {
    return cameraId ? { id: cameraId } : null;
  }
}
