import { In, IsNull, Not } from 'typeorm';
import { keysetPage, type Database, type Page, type PageRequest } from '@ecogrid/database';
import type { Actor } from '@ecogrid/identity';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { canReadSite, narrowed, type MeasuredFilter } from '../site/index.ts';
import { Episode } from './episode.entity.ts';
import type { EpisodeState } from './episode.vocabulary.ts';

export interface EpisodeFilter extends MeasuredFilter {
  readonly state?: EpisodeState | null | undefined;
  readonly openedSince?: Date | null | undefined;
  readonly openedBefore?: Date | null | undefined;
}

interface Written {
  readonly inserted: readonly Episode[];
  readonly updated: readonly Episode[];
  readonly dropped: readonly string[];
}

export class EpisodeRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, Episode | null> = async (ids, { actor }) => {
    const rows = await this.database.manager.findBy(Episode, { id: In(ids), state: Not('PENDING') });
    return inKeyOrder(
      ids,
      rows.filter((row) => canReadSite(actor, row)),
      ({ id }) => id,
    );
  };

  page(actor: Actor, filter: EpisodeFilter, request: PageRequest): Promise<Page<Episode>> {
    const query = this.database.manager.createQueryBuilder(Episode, 'episode');
    narrowed(query, actor, filter).andWhere("episode.state <> 'PENDING'");
    const { state, openedSince, openedBefore } = filter;
    if (state) query.andWhere('episode.state = :state', { state });
    if (openedSince) query.andWhere('episode.openedAt >= :openedSince', { openedSince });
    if (openedBefore) query.andWhere('episode.openedAt < :openedBefore', { openedBefore });
    return keysetPage(query, { property: 'openedAt', direction: 'DESC' }, request);
  }

  /** All that are not ended. */
  live(): Promise<Episode[]> {
    return this.database.manager.findBy(Episode, { liveKey: Not(IsNull()) });
  }

  /** The id of the latest ended episode of the device and the rule of each of these, by both: ids are in the order of time. */
  async latestEnded(opened: readonly Episode[]): Promise<Map<string, string>> {
    if (opened.length === 0) return new Map();
    const rows = await this.database.manager
      .createQueryBuilder(Episode, 'episode')
      .select('episode.deviceId', 'device')
      .addSelect('episode.limitRuleId', 'rule')
      .addSelect('MAX(episode.id)', 'id')
      .where('episode.deviceId IN (:...devices)', { devices: opened.map(({ deviceId }) => deviceId) })
      .andWhere('episode.limitRuleId IN (:...rules)', { rules: opened.map(({ limitRuleId }) => limitRuleId) })
      .andWhere("episode.state = 'ENDED'")
      .groupBy('episode.deviceId')
      .addGroupBy('episode.limitRuleId')
      .getRawMany<{ device: string; rule: string; id: string }>();
    return new Map(rows.map(({ device, rule, id }) => [`${device} ${rule}`, id]));
  }

  /** Ended ones first: a device and a rule have one live episode. */
  async write({ inserted, updated, dropped }: Written): Promise<void> {
    const { manager } = this.database;
    if (dropped.length > 0) await manager.delete(Episode, { id: In([...dropped]) });
    if (updated.length > 0) await manager.upsert(Episode, [...updated], ['id']);
    if (inserted.length > 0) await manager.insert(Episode, [...inserted]);
  }
}
