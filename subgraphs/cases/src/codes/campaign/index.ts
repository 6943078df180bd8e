export { Campaign } from './campaign.entity.ts';
export { CampaignRepository } from './campaign.repository.ts';
export { CampaignResolver } from './campaign.resolver.ts';
