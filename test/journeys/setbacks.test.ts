import { expect, test } from '@jest/globals';
import { onSystems, withEvents } from '../testkit/systems.ts';
import { Desk } from './desk.ts';

const WITHIN_MS = 180_000;
const URBAN = 'DEPT-URBAN_MANAGEMENT';
const WATER = 'DEPT-WATER';
const FARMS = 'DEPT-AGRICULTURE';
const CLOSED_ON_TIME = ['GRID-CLOSED-ON-TIME 0.20', 'STREET-CLOSED-ON-TIME 0.20'];

onSystems(withEvents)('setbacks of a case, %s', (_name, system) => {
  const desk = new Desk(system);
  const sourcesOf = async (caseId: string): Promise<string[]> => {
    const { tickets } = await desk.case(caseId);
    return [caseId, ...tickets.map(({ id }) => id)];
  };

  test(
    'a ticket that was sent to the wrong department is returned and routed to another',
    async () => {
      const [wrong, right] = await Promise.all([desk.office('urban'), desk.office('water')]);
      const caseId = await desk.sent('RIVER', URBAN);
      await wrong.next(caseId, 'ASSIGNED');
      await desk.onTicket('urban', 'requestReturn', caseId, URBAN, { reason: '河道不归我单位管辖' });
      const approved = { decision: 'APPROVED' };
      expect(await desk.refusal(desk.onTicket('urban', 'decideTicketRequest', caseId, URBAN, approved))).toBe(
        'FORBIDDEN',
      );
      expect(await desk.onTicket('operator', 'decideTicketRequest', caseId, URBAN, approved)).toBe(
        'RETURNED',
      );
      await wrong.next(caseId, 'RETURNED');
      const again = (leadOrganizationCode: string) =>
        desk.onCase('operator', 'redispatchCase', caseId, { leadOrganizationCode });
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
      expect((await desk.landed(caseId)).filter(([, kind]) => kind === 'TICKET_ISSUED')).toEqual([
        [URBAN, 'TICKET_ISSUED'],
        [WATER, 'TICKET_ISSUED'],
      ]);
      expect(await desk.scored(await sourcesOf(caseId), 3)).toEqual([
        'DEPARTMENT-ON-TIME 0.50',
        ...CLOSED_ON_TIME,
      ]);
      await Promise.all([wrong.close(), right.close()]);
    },
    WITHIN_MS,
  );

  test(
    'work that a check finds wanting is done again, counted, and costs the department',
    async () => {
      const office = await desk.office('agriculture');
      const caseId = await desk.sent('LIVESTOCK', FARMS);
      await desk.answered('agriculture', caseId, FARMS);
      const { id } = await desk.ticket(caseId, FARMS);
      const failed = { outcome: 'FAILED', ticketIds: [id], reason: '粪污未清理干净' };
      expect(await desk.checked(caseId, failed)).toBe('DISPATCHED');
      expect(await desk.ticket(caseId, FARMS)).toMatchObject({ state: 'HANDLING', reworkCount: 1 });
      expect(await desk.refusal(desk.onCase('leader', 'closeCase', caseId))).toBe('STATE_NOT_ALLOWED');
      await desk.answered('agriculture', caseId, FARMS);
      expect(await desk.closed(caseId)).toBe('CLOSED');
      const ended = await desk.case(caseId);
      expect(ended).toMatchObject({ state: 'CLOSED', reworkCount: 1, verifyHistory: true });
      expect(ended.actions.filter((action) => action === 'RECORD_CHECK')).toHaveLength(2);
      // Assigned, then acknowledged, done, to be done again, and done.
      for (const kind of ['ASSIGNED', 'CHANGED', 'CHANGED', 'CHANGED', 'CHANGED'])
        await office.next(caseId, kind);
      expect((await desk.landed(caseId)).at(0)).toEqual([FARMS, 'TICKET_ISSUED']);
      expect(await desk.scored([caseId, id], 4)).toEqual([
        ...['DEPARTMENT-CHECK-FAILED -0.20', 'DEPARTMENT-ON-TIME 0.50'],
        ...CLOSED_ON_TIME,
      ]);
      await office.close();
    },
    WITHIN_MS,
  );

  test(
    'a look-back that fails reopens the case, which is filed and handled again, and costs its lead',
    async () => {
      const office = await desk.office('agriculture');
      const caseId = await desk.sent('LIVESTOCK', FARMS);
      await desk.answered('agriculture', caseId, FARMS);
      await desk.closed(caseId);
      expect((await desk.case(caseId)).lookBackDueOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(await desk.refusal(desk.onCase('agriculture', 'startLookBack', caseId))).toBe('FORBIDDEN');
      expect(await desk.onCase('head', 'startLookBack', caseId)).toBe('LOOKBACK');
      const failed = { outcome: 'FAILED', note: '现场再次直排,提前回头看' };
      expect(await desk.onCase('head', 'recordLookBack', caseId, failed)).toBe('REOPENED');
      expect(await desk.onCase('leader', 'fileCase', caseId)).toBe('FILED');
      await desk.onCase('operator', 'dispatchCase', caseId, { leadOrganizationCode: FARMS });
      for (const kind of ['ASSIGNED', 'ASSIGNED']) await office.next(caseId, kind);
      await desk.answered('agriculture', caseId, FARMS);
      expect(await desk.closed(caseId)).toBe('CLOSED');
      const ended = await desk.case(caseId);
      expect(ended).toMatchObject({ state: 'CLOSED', reopenCount: 1, verifyHistory: true });
      expect(ended.reopenedBy).toEqual({ state: 'FAILED' });
      expect(ended.tickets).toHaveLength(2);
      const filings = ended.actions.filter((action) => action === 'FILE' || action === 'CLOSE');
      expect(filings).toEqual(['FILE', 'CLOSE', 'FILE', 'CLOSE']);
      expect(await desk.landed(caseId)).toEqual([
        [FARMS, 'TICKET_ISSUED'],
        [FARMS, 'TICKET_ISSUED'],
      ]);
      expect(await desk.scored(await sourcesOf(caseId), 5)).toEqual([
        ...['DEPARTMENT-LOOK-BACK-FAILED -0.50', 'DEPARTMENT-ON-TIME 0.50', 'DEPARTMENT-ON-TIME 0.50'],
        ...CLOSED_ON_TIME,
      ]);
      await office.close();
    },
    WITHIN_MS,
  );
});
