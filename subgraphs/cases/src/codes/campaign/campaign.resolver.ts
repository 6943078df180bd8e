import { Arg, Ctx, Directive, Query, Resolver } from 'type-graphql';
import { isStaff, type Actor } from '@ecogrid/identity';
import type { GraphContext } from '@ecogrid/subgraph';
import { Campaign } from './campaign.entity.ts';
import { MOST_CAMPAIGNS, type CampaignRepository } from './campaign.repository.ts';

@Resolver(() => Campaign)
export class CampaignResolver {
  constructor(private readonly campaigns: CampaignRepository) {}

  @Query(() => Campaign, {
    nullable: true,
    description: 'A special action by its code; null when there is none the actor may see.',
  })
  campaign(
    @Arg('code', () => String, { description: 'Its stable code, such as CAMPAIGN-1.' }) code: string,
    @Ctx() context: GraphContext,
  ): Promise<Campaign | null> {
    return maySeeCampaigns(context.actor) ? context.load(this.campaigns.byCode, code) : Promise.resolve(null);
  }

  @Directive('@listSize(assumedSize: 50)')
  @Query(() => [Campaign], {
    name: 'campaigns',
    description: `Special actions (专项行动) by code, ${MOST_CAMPAIGNS} at most; empty for the public and for enterprises.`,
  })
  async list(@Ctx() { actor }: GraphContext): Promise<Campaign[]> {
    return maySeeCampaigns(actor) ? this.campaigns.all() : [];
  }
}

function maySeeCampaigns(actor: Actor): boolean {
  return isStaff(actor);
}
