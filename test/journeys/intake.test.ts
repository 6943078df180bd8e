import { expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { onSystems, withEvents } from '../testkit/systems.ts';
import * as queries from './desk.queries.ts';
import { Desk, allGood, somewhere } from './desk.ts';

const WITHIN_MS = 180_000;
const URBAN = 'DEPT-URBAN_MANAGEMENT';
const WATER = 'DEPT-WATER';
const STREET = 'PLATFORM-370871001';
const CLOSED_ON_TIME = ['GRID-CLOSED-ON-TIME 0.20', 'STREET-CLOSED-ON-TIME 0.20'];

onSystems(withEvents)('the intake of a matter, %s', (_name, system) => {
  const desk = new Desk(system);

  test(
    'a report from a patrol passes every level, none skipped, and goes to the organization of the guideline',
    async () => {
      const office = await desk.office('urban');
      const { reportId } = await desk.submit('supervisor', {
        place: somewhere(),
        categoryCode: 'SOLID_WASTE',
      });
      const review = (who: 'member' | 'head') =>
        desk.onReport(who, 'reviewReport', reportId, { decision: 'APPROVED', note: '情况属实' });
      expect(await desk.refusal(review('head'))).toBe('GUARD_FAILED');
      expect(await desk.refusal(desk.adopt(reportId))).toBe('GUARD_FAILED');
      expect(await review('member')).toBe('UNDER_REVIEW');
      expect(await desk.refusal(review('member'))).toBe('GUARD_FAILED');
      expect(await desk.refusal(desk.adopt(reportId))).toBe('STATE_NOT_ALLOWED');
      expect(await review('head')).toBe('RECEIVED');
      const reviewed = await desk.report(reportId, 'supervisor');
      expect(reviewed.reviews.map(({ level, decision }) => [level, decision])).toEqual([
        ['UNIT', 'APPROVED'],
        ['STREET', 'APPROVED'],
      ]);
      expect(reviewed).toMatchObject({ channel: { code: 'SUPERVISOR' }, gridMatch: { basis: 'PLACE' } });

      const caseId = await desk.adopt(reportId);
      await desk.file(caseId);
      const lead = (await desk.case(caseId)).suggestedRoute.find(({ role }) => role === 'LEAD');
      expect(lead?.organization.code).toBe(URBAN);
      await desk.onCase('operator', 'dispatchCase', caseId, { leadOrganizationCode: URBAN });
      expect((await office.next(caseId, 'ASSIGNED')).ticket.assignee.code).toBe(URBAN);
      await desk.onTicket('urban', 'acknowledgeTicket', caseId, URBAN);
      expect(await desk.refusal(desk.answered('urban', caseId, URBAN))).toBe('GUARD_FAILED');
      const after = await desk.photoAfter('urban', caseId, URBAN);
      expect(await desk.answered('urban', caseId, URBAN, allGood([after]))).toBe('DONE');
      expect(await desk.closed(caseId)).toBe('CLOSED');
      const { tickets, ...ended } = await desk.case(caseId);
      expect(ended).toMatchObject({ state: 'CLOSED', verifyHistory: true });
      expect(ended.actions.filter((action) => CASE_LINES.includes(action))).toEqual(CASE_LINES);
      expect(await desk.landed(caseId)).toEqual([[URBAN, 'TICKET_ISSUED']]);
      const sources = [caseId, ...tickets.map(({ id }) => id)];
      expect(await desk.scored(sources, 3)).toEqual(['DEPARTMENT-ON-TIME 0.50', ...CLOSED_ON_TIME]);
      await office.close();
    },
    WITHIN_MS,
  );

  test(
    "a superior's finding goes to one lead and two who assist, a street platform among them, each with its own ticket",
    async () => {
      const offices = await Promise.all((['water', 'urban', 'head'] as const).map((who) => desk.office(who)));
      const place = somewhere();
      const superior = { level: 'CITY', documentNumber: `济环督〔2026〕${randomUUID().slice(0, 4)}号` };
      const found = { channelCode: 'SUPERIOR', place, categoryCode: 'RIVER' };
      expect(await desk.refusal(desk.submit('city', found))).toBe('INPUT_INVALID');
      const { reportId } = await desk.submit('city', { ...found, superior });
      const caseId = await desk.adopt(reportId);
      await desk.file(caseId);
      const explained = await desk.sees('operator', queries.EXPLAIN_ROUTING, {
        input: { place, categoryCode: 'RIVER' },
      });
      expect(explained).toMatchObject({
        explainRouting: {
          gridMatch: { grid: { code: '370871001001001' } },
          lead: { organization: { code: WATER } },
          assisting: [{ organization: { code: STREET } }],
        },
      });
      const route = { leadOrganizationCode: WATER, assistingOrganizationCodes: [URBAN, STREET] };
      expect(await desk.onCase('operator', 'dispatchCase', caseId, route)).toBe('DISPATCHED');
      const organizations = [WATER, URBAN, STREET];
      const pushed = await Promise.all(
        offices.map((office, index) => office.next(caseId, 'ASSIGNED', organizations[index])),
      );
      expect(new Set(pushed.map(({ ticket }) => ticket.id)).size).toBe(3);
      const { tickets } = await desk.case(caseId);
      expect(tickets.map(({ role, assignee }) => [role, assignee.code])).toEqual([
        ['LEAD', WATER],
        ['ASSISTING', URBAN],
        ['ASSISTING', STREET],
      ]);
      expect((await desk.case(caseId, 'urban')).tickets.map(({ assignee }) => assignee.code)).toEqual([
        URBAN,
      ]);
      await desk.answered('water', caseId, WATER);
      await desk.answered('urban', caseId, URBAN);
      expect((await desk.case(caseId)).state).toBe('DISPATCHED');
      await desk.answered('head', caseId, STREET);
      expect((await desk.case(caseId)).state).toBe('FEEDBACK');
      expect(await desk.closed(caseId)).toBe('CLOSED');
      const seen = await desk.case(caseId, 'city');
      expect(seen).toMatchObject({ state: 'CLOSED', isSuperior: true, superior, verifyHistory: true });
      expect((await desk.landed(caseId)).map(([org]) => org)).toEqual(organizations);
      const sources = [caseId, ...tickets.map(({ id }) => id)];
      expect(await desk.scored(sources, 4)).toEqual([
        ...['DEPARTMENT-ON-TIME 0.50', 'DEPARTMENT-ON-TIME 0.50'],
        ...CLOSED_ON_TIME,
      ]);
      await Promise.all(offices.map((office) => office.close()));
    },
    WITHIN_MS,
  );

  test(
    "an anonymous citizen's complaint turns out a duplicate, and the first to report keeps the credit",
    async () => {
      const said = { place: somewhere(), categoryCode: 'SOLID_WASTE' };
      const first = await desk.submit('member', said);
      await desk.onReport('head', 'reviewReport', first.reportId, { decision: 'APPROVED' });
      const standing = await desk.adopt(first.reportId);
      await desk.file(standing);

      const key = randomUUID();
      const receipt = await desk.submit('public', said, key);
      expect(receipt.report).toBeNull();
      expect(await desk.submit('public', said, key)).toEqual(receipt);
      const another = { ...said, description: '另一件事' };
      expect(await desk.refusal(desk.submit('public', another, key))).toBe('IDEMPOTENCY_KEY_REUSED');
      expect(await desk.refusal(desk.submit('public', said, 'a-weak-key'))).toBe('IDEMPOTENCY_KEY_WEAK');
      const { reportId } = receipt;
      expect(await desk.sees('public', queries.REPORT, { id: reportId })).toEqual({ thing: null });
      expect(await desk.refusal(desk.adopt(reportId))).toBe('GUARD_FAILED');
      await desk.onReport('member', 'verifyReport', reportId, { answer: 'TRUE' });
      const later = await desk.adopt(reportId);
      expect(await desk.sees('operator', queries.DUPLICATES, { id: later })).toMatchObject({
        case: { duplicateSuggestions: expect.arrayContaining([{ id: standing }]) },
      });
      expect(await desk.onCase('operator', 'mergeCase', later, { intoCaseId: standing })).toBe('MERGED');

      const credit = { creditedReport: { id: first.reportId, reporter: { number: 'P0015' } } };
      const joined = [{ id: later, state: 'MERGED' }];
      expect(await desk.sees('operator', queries.CREDIT, { id: standing })).toEqual({
        case: { ...credit, mergedCases: joined },
      });
      await desk.onCase('operator', 'dispatchCase', standing, { leadOrganizationCode: URBAN });
      const ofDepartment = await desk.sees('urban', queries.CREDIT, { id: standing });
      expect(ofDepartment).toMatchObject({ case: { creditedReport: null } });
      for (const who of ['public', 'enterprise'] as const)
        expect(await desk.sees(who, queries.CREDIT, { id: standing })).toEqual({ case: null });
      expect(await desk.scored([standing], 1)).toEqual(['MEMBER-REPORT-FILED 0.50']);
      const [one, other] = [await desk.case(standing), await desk.case(later)];
      expect([one.verifyHistory, other.verifyHistory]).toEqual([true, true]);
      expect([one.actions.includes('MERGE'), other.actions]).toEqual([true, ['ADOPT', 'MERGE']]);
      expect(await desk.landed(standing)).toEqual([[URBAN, 'TICKET_ISSUED']]);
    },
    WITHIN_MS,
  );
});

/** The lines of the case on the straight way; its ticket has a line of its dispatch too. */
const CASE_LINES = [
  ...['ADOPT', 'ACCEPT', 'FILE', 'DISPATCH', 'DISPATCH'],
  ...['FEEDBACK', 'SEND_TO_CHECK', 'RECORD_CHECK', 'CLOSE'],
];
