import { PUBLIC_ACTOR, type Actor } from '@ecogrid/identity';
import type { HistoryService } from '../../case/index.ts';
import type { SentNotice } from './notice.event.ts';
import type { NoticeEffect } from './notice.scheduler.ts';

interface Parts {
  readonly history: HistoryService;
}

const SCHEDULER: Actor = { ...PUBLIC_ACTOR, kind: 'SERVICE', id: 'cases.deadlines' };

/** An overdue notice is part of the case's history, with its level of escalation and its time. */
export class EscalationHistory implements NoticeEffect {
  constructor(private readonly parts: Parts) {}

  async apply(notices: readonly SentNotice[]): Promise<void> {
    const overdue = notices.filter(({ kind }) => kind === 'OVERDUE');
    for (const { thing, thingId, thingState: state, caseId, count, escalationLevel } of overdue) {
      await this.parts.history.append(SCHEDULER, {
        caseId,
        thing: thing === 'TICKET' ? 'TICKET' : 'CASE',
        thingId,
        action: 'escalate',
        from: state,
        to: state,
        actorRole: null,
        channel: 'SCHEDULE',
        note: `${escalationLevel ?? ''} ${count}`,
      });
    }
  }
}
