import { In } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { Campaign } from './campaign.entity.ts';

export const MOST_CAMPAIGNS = 500;

export class CampaignRepository {
  constructor(private readonly database: Database) {}

  all(): Promise<Campaign[]> {
    return this.database.manager.find(Campaign, { order: { code: 'ASC' }, take: MOST_CAMPAIGNS });
  }

  readonly byCode: Batch<string, Campaign | null> = async (codes) => {
    const rows = await this.database.manager.findBy(Campaign, { code: In(codes) });
    return inKeyOrder(codes, rows, ({ code }) => code);
  };

  /** The campaign of the code, if it runs on the day. */
  async running(code: string, day: string): Promise<Campaign | null> {
    const campaign = await this.database.manager.findOneBy(Campaign, { code });
    if (!campaign || campaign.effectiveFrom > day) return null;
    return campaign.effectiveTo === null || campaign.effectiveTo > day ? campaign : null;
  }
}
