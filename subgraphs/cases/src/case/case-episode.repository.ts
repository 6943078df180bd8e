import { In } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { groupedByKey, type Batch } from '@ecogrid/subgraph';
import { CaseEpisode } from './case-episode.entity.ts';

export class CaseEpisodeRepository {
  constructor(private readonly database: Database) {}

  /** The newest episodes of cases that the actor was already shown; their own subgraph decides the readers of each. */
  readonly ofCase: Batch<string, CaseEpisode[]> = async (caseIds) => {
    const rows = await this.database.manager.find(CaseEpisode, {
      where: { caseId: In(caseIds) },
      order: { episodeId: 'DESC' },
    });
    return groupedByKey(caseIds, rows, ({ caseId }) => caseId);
  };

  find(episodeId: string): Promise<CaseEpisode | null> {
    return this.database.manager.findOneBy(CaseEpisode, { episodeId });
  }

  async put(row: CaseEpisode): Promise<void> {
    await this.database.manager.upsert(CaseEpisode, row, ['episodeId']);
  }
}
