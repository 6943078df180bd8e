import { describe, expect, test } from '@jest/globals';
import { systems, withEvents } from '../testkit/systems.ts';
import { Desk } from './desk.ts';

const WITHIN_MS = 120_000;
const URBAN = 'DEPT-URBAN_MANAGEMENT';
const WATER = 'DEPT-WATER';

describe.each(systems(withEvents))('what goes wrong on the way, %s', (_name, system) => {
  const desk = new Desk(system);

  test(
    'a ticket that was sent to the wrong department is returned and routed to another',
    async () => {
      const [wrong, right] = await Promise.all([desk.office('urban'), desk.office('water')]);
      const caseId = await desk.filed('RIVER');
      await desk.onCase('operator', 'dispatchCase', caseId, { leadOrganizationCode: URBAN });
      await wrong.next(caseId, 'ASSIGNED');
      await desk.onTicket('urban', 'requestReturn', caseId, URBAN, { reason: '河道不归我单位管辖' });
      expect(await desk.onTicket('operator', 'decideTicketRequest', caseId, URBAN, { decision: 'APPROVED' })).toBe(
        'RETURNED',
      );
      await wrong.next(caseId, 'RETURNED');
      const again = (leadOrganizationCode: string) =>
        desk.onCase('operator', 'redispatchCase', caseId, { leadOrganizationCode });
      expect(await desk.refusal(again(URBAN))).toBe('GUARD_FAILED');
      expect(await again(WATER)).toBe('DISPATCHED');
      expect((await right.next(caseId, 'ASSIGNED')).ticket.assignee.code).toBe(WATER);
      await desk.answered('water', caseId, WATER);
      expect(await desk.closed(caseId)).toBe('CLOSED');
      const { misdispatchCount, tickets, verifyHistory } = await desk.case(caseId);
      expect({ misdispatchCount, verifyHistory }).toEqual({ misdispatchCount: 1, verifyHistory: true });
      expect(tickets.map(({ state, assignee }) => [assignee.code, state])).toEqual([
        [URBAN, 'RETURNED'],
        [WATER, 'DONE'],
      ]);
      await Promise.all([wrong.close(), right.close()]);
    },
    WITHIN_MS,
  );

  test(
    'work that a check finds wanting is done again, and counted',
    async () => {
      const caseId = await desk.filed('SOLID_WASTE');
      await desk.onCase('operator', 'dispatchCase', caseId, { leadOrganizationCode: URBAN });
      await desk.answered('urban', caseId, URBAN);
      const { id } = await desk.ticket(caseId, URBAN);
      const failed = { outcome: 'FAILED', ticketIds: [id], reason: '垃圾未清理干净' };
      expect(await desk.checked(caseId, failed)).toBe('DISPATCHED');
      expect(await desk.ticket(caseId, URBAN)).toMatchObject({ state: 'HANDLING', reworkCount: 1 });
      expect(await desk.refusal(desk.onCase('leader', 'closeCase', caseId))).toBe('STATE_NOT_ALLOWED');
      await desk.answered('urban', caseId, URBAN);
      expect(await desk.closed(caseId)).toBe('CLOSED');
      expect(await desk.case(caseId)).toMatchObject({ reworkCount: 1, verifyHistory: true });
    },
    WITHIN_MS,
  );

  test(
    'a look-back that fails reopens the case, which is filed and handled again',
    async () => {
      const caseId = await desk.filed('SOLID_WASTE');
      await desk.onCase('operator', 'dispatchCase', caseId, { leadOrganizationCode: URBAN });
      await desk.answered('urban', caseId, URBAN);
      await desk.closed(caseId);
      expect((await desk.case(caseId)).lookBackDueOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(await desk.refusal(desk.onCase('water', 'startLookBack', caseId))).toBe('NOT_FOUND');
      expect(await desk.onCase('head', 'startLookBack', caseId)).toBe('LOOKBACK');
      const failed = { outcome: 'FAILED', note: '现场再次堆放,提前回头看' };
      expect(await desk.onCase('head', 'recordLookBack', caseId, failed)).toBe('REOPENED');
      expect(await desk.onCase('leader', 'fileCase', caseId)).toBe('FILED');
      await desk.onCase('operator', 'dispatchCase', caseId, { leadOrganizationCode: URBAN });
      await desk.answered('urban', caseId, URBAN);
      expect(await desk.closed(caseId)).toBe('CLOSED');
      const { reopenCount, tickets, verifyHistory, actions } = await desk.case(caseId);
      expect({ reopenCount, verifyHistory }).toEqual({ reopenCount: 1, verifyHistory: true });
      expect(tickets).toHaveLength(2);
      expect(actions.filter((action) => action === 'file' || action === 'close')).toEqual([
        'file',
        'close',
        'file',
        'close',
      ]);
    },
    WITHIN_MS,
  );
});
