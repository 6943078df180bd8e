import type { Database } from '@ecogrid/database';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Base, Feature, MutationScope } from '@ecogrid/subgraph';
import { Campaign, CampaignRepository, CampaignResolver } from './campaign/index.ts';
import { Category, CategoryRepository, CategoryResolver, IntakeChannel } from './category/index.ts';
import {
  CategoryGuidelineResolver,
  Guideline,
  GuidelineClause,
  GuidelineRepository,
  GuidelineResolver,
  GuidelineService,
} from './guideline/index.ts';

export function repositories(database: Database) {
  return {
    categories: new CategoryRepository(database),
    guidelines: new GuidelineRepository(database),
    campaigns: new CampaignRepository(database),
  };
}

export type CodeParts = Base<TopicOf<'cases'>> &
  ReturnType<typeof repositories> & { readonly scope: MutationScope };

export const feature: Feature<CodeParts> = {
  entities: [Category, IntakeChannel, Guideline, GuidelineClause, Campaign],
  resolvers: [
    [CategoryResolver, ({ categories, clock }) => new CategoryResolver(categories, clock)],
    [
      GuidelineResolver,
      (parts) => new GuidelineResolver(parts.guidelines, parts.clock, new GuidelineService(parts)),
    ],
    [CategoryGuidelineResolver, ({ guidelines, clock }) => new CategoryGuidelineResolver(guidelines, clock)],
    [CampaignResolver, ({ campaigns }) => new CampaignResolver(campaigns)],
  ],
  references: ({ categories, campaigns, guidelines }) => ({
    Category: ({ code }, context) => context.load(categories.byCode, code ?? ''),
    Campaign: ({ code }, context) => context.load(campaigns.byCode, code ?? ''),
    Guideline: ({ id }, context) => context.load(guidelines.byId, id ?? ''),
    IntakeChannel: ({ code, effectiveFrom }, context) =>
      context.load(categories.channelVersion, `${code} ${effectiveFrom}`),
  }),
};
