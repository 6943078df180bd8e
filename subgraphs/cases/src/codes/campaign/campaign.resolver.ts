import { Ctx, Query, Resolver, Directive } from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { Campaign } from './campaign.entity.ts';
import type { CampaignRepository } from './campaign.repository.ts';

@Resolver(() => Campaign)
export class CampaignResolver {
  constructor(private readonly campaigns: CampaignRepository) {}

  @Directive('@listSize(assumedSize: 50)')
  @Query(() => [Campaign], {
    name: 'campaigns',
    description: 'Special actions (专项行动) by code; empty for the public and for enterprises.',
  })
  async list(@Ctx() { actor }: GraphContext): Promise<Campaign[]> {
    return actor.roles.some((role) => role !== 'ENTERPRISE_USER') ? this.campaigns.all() : [];
  }
}
