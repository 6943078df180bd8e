import { payloadOf, type Payload, type TopicOf } from '@ecogrid/event-contracts';
import type { LoggedEvent, NewEvent } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import type { Enterprise } from '../enterprise/index.ts';
import type { Outlet } from '../outlet/index.ts';
import { canReadSite } from '../site/index.ts';
import type { Episode } from './episode.entity.ts';
import type { EpisodeChange } from './episode.vocabulary.ts';

export const EPISODE_CHANGED = 'EpisodeChanged';

/** The surroundings of an episode when it changes. */
export interface ChangedAround {
  readonly outlet: Pick<Outlet, 'name' | 'longitude' | 'latitude'>;
  readonly enterprise: Pick<Enterprise, 'name'>;
  readonly pollutantName: string;
  /** The exceedance that changed it, or the last one before it ended. */
  readonly exceedanceId: string | null;
}

/** The payload for other subgraphs: enough to open a case without a call. */
export function episodeChanged(
  episode: Episode,
  change: EpisodeChange,
  { outlet, enterprise, pollutantName, exceedanceId }: ChangedAround,
  occurredAt: Date,
): NewEvent<TopicOf<'enterprises'>> {
  const { id, version, gridCode, enterpriseId, enterpriseCode, outletId, pollutantCode } = episode;
  const { averaging, bound, peak: value, limit, unit, readingCount, limitRuleId, previousId } = episode;
  const payload: Payload<'EpisodeChanged'> = {
    episodeId: id,
    change,
    version,
    exceedanceId,
    limitRuleId,
    previousEpisodeId: previousId,
    enterpriseId,
    enterpriseName: enterprise.name,
    enterpriseCode,
    outletId,
    outletName: outlet.name,
    pollutantCode,
    pollutantName,
    averaging,
    bound,
    value,
    limit,
    unit,
    readingCount,
    gridCode,
    measuredAt: episode.lastAt.toISOString(),
    firstAt: episode.firstAt.toISOString(),
    endedAt: episode.endedAt?.toISOString() ?? null,
    longitude: outlet.longitude,
    latitude: outlet.latitude,
  };
  return { topic: EPISODE_CHANGED, channel: gridCode ?? '', aggregateId: id, payload, occurredAt };
}

interface Wanted {
  readonly gridCode?: string | null | undefined;
  readonly objectId?: string | null | undefined;
}

/** Whether the event is of the grid or the object asked for, and the actor may see the episode it tells of. */
export function mayBePushed(actor: Actor, event: LoggedEvent, wanted: Wanted): boolean {
  const { gridCode, enterpriseCode, enterpriseId } = payloadOf(event, EPISODE_CHANGED);
  const isWithin = !wanted.gridCode || Boolean(gridCode?.startsWith(wanted.gridCode));
  const isOf = !wanted.objectId || wanted.objectId === enterpriseId;
  return isWithin && isOf && canReadSite(actor, { gridCode, enterpriseCode });
}
