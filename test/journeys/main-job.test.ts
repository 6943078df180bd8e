import { expect, test } from '@jest/globals';
import { onSystems, withEvents } from '../testkit/systems.ts';
import { LEAD, playMainJob } from './play.ts';

onSystems(withEvents)('the main job, %s', (_name, system) => {
  test('goes from an instrument to the score ledger, and can be played again on the same data', async () => {
    for (let round = 1; round <= 2; round += 1) {
      const { push, closed, entries } = await playMainJob(system);
      expect(push.kind).toBe('ASSIGNED');
      expect(push.ticket.assignee.code).toBe(LEAD);
      // The desk sees the people of a grid; a department does not.
      expect(closed.grid.members).toHaveLength(1);
      expect(push.ticket.case.grid.members).toEqual([]);
      expect(closed).toMatchObject({ state: 'CLOSED', verifyHistory: true });
      const credited = entries.map(({ subjectKind, points, sourceTopic }) => [
        subjectKind,
        points,
        sourceTopic,
      ]);
      expect(credited).toEqual(
        expect.arrayContaining([
          ['DEPARTMENT', '0.50', 'TICKET_SETTLED'],
          ['GRID', '0.20', 'CASE_CLOSED'],
          ['STREET', '0.20', 'CASE_CLOSED'],
          ['MEMBER', '0.20', 'CASE_CLOSED'],
        ]),
      );
      for (const { sourceEventId } of entries) expect(sourceEventId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    }
  });
});
