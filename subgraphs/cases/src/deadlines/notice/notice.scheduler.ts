import type { Database } from '@ecogrid/database';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import { TimerScheduler } from '@ecogrid/planned-timers';
import { shanghaiDay, type Clock, type Logger } from '@ecogrid/service';
import type { WorkCalendars } from '@ecogrid/work-time';
import type { CaseRepository } from '../../case/index.ts';
import type { TicketRepository } from '../../dispatch/index.ts';
import type { DeadlineNotice } from './deadline-notice.entity.ts';
import type { DeadlineNoticeRepository } from './deadline-notice.repository.ts';
import type { DeadlinePolicyRepository } from './deadline-policy.repository.ts';
import { noticeEvent, type SentNotice } from './notice.event.ts';
import { pendingNotice } from './notice.planner.ts';
import { overdueAfter, phoneAfter } from './plan.rule.ts';

/** The effects of sent notices, in their transaction: a line of history, an e-mail, a phone reminder. */
export interface NoticeEffect {
  apply(notices: readonly SentNotice[]): Promise<void>;
}

interface Parts {
  readonly database: Database;
  readonly notices: DeadlineNoticeRepository;
  readonly policies: DeadlinePolicyRepository;
  readonly tickets: TicketRepository;
  readonly cases: CaseRepository;
  readonly workCalendars: WorkCalendars;
  readonly outbox: Outbox<TopicOf<'cases'>>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly effects: readonly NoticeEffect[];
}

/**
 * Sends planned notices when their time has come: the consequences of a notice and its event are in its transaction.
 */
export function noticeScheduler(parts: Parts): TimerScheduler<DeadlineNotice> {
  const { notices, outbox, effects } = parts;
  const fire = async (claimed: readonly DeadlineNotice[]): Promise<readonly DeadlineNotice[]> => {
    const states = await statesOf(parts, claimed);
    const sent = claimed
      .flatMap((notice) => {
        const thingState = states.get(notice.thingId);
        return thingState ? [{ ...notice, thingState }] : [];
      })
      // Notices of one case go one after the other, so that two schedulers lock cases in one order.
      .sort((a, b) => a.caseId.localeCompare(b.caseId));
    if (sent.length === 0) return claimed;
    await notices.insert(await following(parts, sent));
    for (const effect of effects) await effect.apply(sent);
    await outbox.announce(...sent.map((notice) => noticeEvent(notice)));
    return claimed.filter(({ thingId }) => !states.has(thingId));
  };
  return new TimerScheduler({ ...parts, name: 'deadlines', timers: notices, fire });
}

/** The states of their tickets and cases, by id; none of those that are gone. */
async function statesOf(
  { tickets, cases }: Parts,
  notices: readonly DeadlineNotice[],
): Promise<ReadonlyMap<string, SentNotice['thingState']>> {
  const idsOf = (isTicket: boolean): string[] =>
    notices.filter(({ thing }) => (thing === 'TICKET') === isTicket).map(({ thingId }) => thingId);
  const [ticketIds, caseIds] = [idsOf(true), idsOf(false)];
  const found = [
    ...(ticketIds.length > 0 ? await tickets.some(ticketIds) : []),
    ...(caseIds.length > 0 ? await cases.some(caseIds) : []),
  ];
  return new Map(found.map(({ id, state }) => [id, state]));
}

async function following(
  { policies, workCalendars, clock }: Parts,
  sent: readonly DeadlineNotice[],
): Promise<DeadlineNotice[]> {
  const lookup = await policies.on(shanghaiDay(clock.now()));
  const [urgent, office] = [await workCalendars.current(true), await workCalendars.current(false)];
  return sent.flatMap((notice) => {
    const calendar = notice.isAroundTheClock ? urgent : office;
    const planned = FOLLOWING[notice.kind]?.(calendar, lookup(notice.categoryCode), notice);
    return planned ? [pendingNotice(planned, notice)] : [];
  });
}

const FOLLOWING: Partial<Record<DeadlineNotice['kind'], typeof overdueAfter>> = {
  OVERDUE: overdueAfter,
  UNACKNOWLEDGED_MAIL: phoneAfter,
};
