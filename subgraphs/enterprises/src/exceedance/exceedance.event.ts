import { payloadOf, type TopicOf } from '@ecogrid/event-contracts';
import type { LoggedEvent, NewEvent } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import type { Enterprise } from '../enterprise/index.ts';
import type { Outlet } from '../outlet/index.ts';
import type { Reading } from '../reading/index.ts';
import { canReadSite } from '../site/index.ts';
import type { Exceedance } from './exceedance.entity.ts';

export const EXCEEDANCE_RAISED = 'ExceedanceRaised';

/** The context of an exceedance when it is raised. */
export interface RaisedAround {
  readonly reading: Reading;
  readonly outlet: Outlet;
  readonly enterprise: Pick<Enterprise, 'id' | 'name' | 'creditCode'>;
  readonly pollutantName: string;
}

/** The payload for other subgraphs: enough to open a case without a call. */
export function exceedanceRaised(
  exceedance: Exceedance,
  around: RaisedAround,
): NewEvent<TopicOf<'enterprises'>> {
  const { id, gridCode, raisedAt } = exceedance;
  return {
    topic: EXCEEDANCE_RAISED,
    channel: gridCode ?? '',
    aggregateId: id,
    payload: { ...measured(exceedance), ...found(around), exceedanceId: id, gridCode },
    occurredAt: raisedAt,
  };
}

function measured(exceedance: Exceedance): NewEvent['payload'] {
  const { pollutantCode, averaging, bound, value, limit, unit, limitRuleId, measuredAt } = exceedance;
  return {
    pollutantCode,
    averaging,
    bound,
    value,
    limit,
    unit,
    limitRuleId,
    measuredAt: measuredAt.toISOString(),
  };
}

function found({ reading, outlet, enterprise, pollutantName }: RaisedAround): NewEvent['payload'] {
  return {
    enterpriseId: enterprise.id,
    enterpriseName: enterprise.name,
    enterpriseCode: enterprise.creditCode,
    outletId: outlet.id,
    outletName: outlet.name,
    monitorPointId: reading.monitorPointId,
    deviceId: reading.deviceId,
    pollutantName,
    longitude: outlet.longitude,
    latitude: outlet.latitude,
  };
}

/** Whether the event is of the grid asked for, and the actor may see the exceedance it tells of. */
export function mayBePushed(actor: Actor, event: LoggedEvent, gridCode: string | null | undefined): boolean {
  const { gridCode: raisedIn, enterpriseCode } = payloadOf(event, EXCEEDANCE_RAISED);
  const isWithin = !gridCode || Boolean(raisedIn?.startsWith(gridCode));
  return isWithin && canReadSite(actor, { gridCode: raisedIn, enterpriseCode });
}
