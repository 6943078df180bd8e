import type { Database } from '@ecogrid/database';
import { Campaign } from './campaign.entity.ts';

export class CampaignRepository {
  constructor(private readonly database: Database) {}

  all(): Promise<Campaign[]> {
    return this.database.manager.find(Campaign, { order: { code: 'ASC' } });
  }
}
