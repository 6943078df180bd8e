import { PUBLIC_ACTOR, type Actor } from '@ecogrid/identity';
import type { CaseRepository, HistoryService } from '../../case/index.ts';
import type { TicketRepository } from '../../dispatch/index.ts';
import type { DeadlineNotice } from './deadline-notice.entity.ts';
import type { NoticeEffect } from './notice.scheduler.ts';

interface Parts {
  readonly history: HistoryService;
  readonly cases: CaseRepository;
  readonly tickets: TicketRepository;
}

const SCHEDULER: Actor = { ...PUBLIC_ACTOR, kind: 'SERVICE', id: 'cases.deadlines' };

/** An overdue notice is part of the case's history, with its level of escalation and its time. */
export class EscalationHistory implements NoticeEffect {
  constructor(private readonly parts: Parts) {}

  async apply(notices: readonly DeadlineNotice[]): Promise<void> {
    const overdue = notices.filter(({ kind }) => kind === 'OVERDUE');
    if (overdue.length === 0) return;
    const ids = overdue.map(({ thingId }) => thingId);
    const { cases, tickets, history } = this.parts;
    const found = [...(await tickets.some(ids)), ...(await cases.some(ids))];
    const states = new Map(found.map(({ id, state }) => [id, state]));
    for (const { thing, thingId, caseId, count, escalationLevel } of overdue) {
      const state = states.get(thingId) ?? '';
      await history.append(SCHEDULER, {
        ...{ caseId, thing: thing === 'TICKET' ? 'TICKET' : 'CASE', thingId, action: 'escalate' },
        ...{
          from: state,
          to: state,
          actorRole: null,
          channel: 'SCHEDULE',
          note: `${escalationLevel ?? ''} ${count}`,
        },
      });
    }
  }
}
