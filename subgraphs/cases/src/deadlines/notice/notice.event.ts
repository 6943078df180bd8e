import { payloadOf, type Payload, type Topic, type TopicOf } from '@ecogrid/event-contracts';
import type { LoggedEvent, NewEvent } from '@ecogrid/events';
import type { DeadlineNotice } from './deadline-notice.entity.ts';

const NOTICE_TOPICS = {
  WARNING_FRACTION: 'DeadlineWarning',
  WARNING_LEAD: 'DeadlineWarning',
  OVERDUE: 'DeadlineOverdue',
  UNACKNOWLEDGED_MAIL: 'TicketUnacknowledged',
  UNACKNOWLEDGED_PHONE: 'TicketUnacknowledged',
  LOOK_BACK_DUE: 'LookBackDue',
} as const satisfies Readonly<Record<DeadlineNotice['kind'], Topic>>;

export type NoticeTopic = (typeof NOTICE_TOPICS)[keyof typeof NOTICE_TOPICS];

/** The subscription that pushes each topic. A topic without one does not pass the type-check. */
const PUSHED_BY: Readonly<Record<NoticeTopic, 'deadlineNotice' | 'lookBackDue'>> = {
  DeadlineWarning: 'deadlineNotice',
  DeadlineOverdue: 'deadlineNotice',
  TicketUnacknowledged: 'deadlineNotice',
  LookBackDue: 'lookBackDue',
};

const NOTICE_TOPIC_NAMES = Object.keys(PUSHED_BY) as NoticeTopic[];

/** The topics that a subscription reads. */
export function topicsOf(subscription: (typeof PUSHED_BY)[NoticeTopic]): NoticeTopic[] {
  return NOTICE_TOPIC_NAMES.filter((topic) => PUSHED_BY[topic] === subscription);
}

/** The payload of the events of notices; subscriptions decide the permission by it. */
export type NoticePayload = Payload<NoticeTopic>;

export function noticeIn(event: LoggedEvent): NoticePayload {
  return payloadOf(event, ...NOTICE_TOPIC_NAMES);
}

/** The action of each kind of notice. */
const NOTICE_ACTIONS = {
  WARNING_FRACTION: 'warn',
  WARNING_LEAD: 'warn',
  OVERDUE: 'escalate',
  UNACKNOWLEDGED_MAIL: 'remind',
  UNACKNOWLEDGED_PHONE: 'remind',
  LOOK_BACK_DUE: 'remind',
} as const satisfies Readonly<Record<DeadlineNotice['kind'], NoticePayload['action']>>;

/** A notice that goes out, with the state of its ticket or case. */
export interface SentNotice extends DeadlineNotice {
  readonly thingState: NoticePayload['state'];
}

export function noticeEvent(notice: SentNotice): NewEvent<TopicOf<'cases'>> {
  const {
    id: noticeId,
    thing,
    thingId,
    kind,
    count,
    escalationLevel,
    caseId,
    organizationCode,
    gridCode,
  } = notice;
  const payload: NoticePayload = {
    noticeId,
    kind,
    count,
    escalationLevel,
    deadlineAt: notice.deadlineAt.toISOString(),
    action: NOTICE_ACTIONS[kind],
    state: notice.thingState,
    caseId,
    ticketId: thing === 'TICKET' ? thingId : null,
    organizationCode,
    gridCode,
  };
  return {
    topic: NOTICE_TOPICS[kind],
    channel: organizationCode ?? gridCode,
    aggregateId: thingId,
    payload: { ...payload },
    occurredAt: notice.sentAt ?? notice.dueAt,
  };
}
