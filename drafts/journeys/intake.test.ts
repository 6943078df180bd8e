import { describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { systems, withEvents } from '../testkit/systems.ts';
import { Desk, somewhere } from './desk.ts';

const WITHIN_MS = 120_000;
const STREET = 'PLATFORM-370871001';

describe.each(systems(withEvents))('how a matter comes in, %s', (_name, system) => {
  const desk = new Desk(system);

  test(
    'a report from a patrol passes every level, none skipped, and is handled by whom the guideline names',
    async () => {
      const office = await desk.office('urban');
      const { reportId } = await desk.submit('supervisor', { place: somewhere(), categoryCode: 'SOLID_WASTE' });
      const review = (who: 'member' | 'head') =>
        desk.onReport(who, 'reviewReport', reportId, { decision: 'APPROVED', note: '情况属实' });
      expect(await desk.refusal(review('head'))).toBe('FORBIDDEN');
      expect(await desk.refusal(desk.adopt(reportId))).toBe('GUARD_FAILED');
      expect(await review('member')).toBe('UNDER_REVIEW');
      expect(await desk.refusal(desk.adopt(reportId))).toBe('STATE_NOT_ALLOWED');
      expect(await review('head')).toBe('RECEIVED');
      const reviewed = await desk.report(reportId, 'supervisor');
      expect(reviewed.reviews.map(({ level, decision }) => [level, decision])).toEqual([
        ['UNIT', 'APPROVED'],
        ['STREET', 'APPROVED'],
      ]);
      expect(reviewed.gridMatch).toMatchObject({ basis: 'PLACE', explanationEn: expect.stringMatching(/version 1$/) });

      const caseId = await desk.adopt(reportId);
      await desk.onCase('operator', 'acceptCase', caseId);
      await desk.onCase('leader', 'fileCase', caseId);
      const { suggestedRoute } = await desk.case(caseId);
      const lead = suggestedRoute.find(({ role }) => role === 'LEAD')?.organization.code;
      expect(lead).toBe('DEPT-URBAN_MANAGEMENT');
      await desk.onCase('operator', 'dispatchCase', caseId, { leadOrganizationCode: lead });
      expect((await office.next(caseId, 'ASSIGNED')).ticket.assignee.code).toBe(lead);
      expect(await desk.answered('urban', caseId, 'DEPT-URBAN_MANAGEMENT')).toBe('DONE');
      expect(await desk.closed(caseId)).toBe('CLOSED');
      expect((await desk.report(reportId, 'supervisor')).state).toBe('ADOPTED');
      expect(await desk.case(caseId)).toMatchObject({ verifyHistory: true });
      await office.close();
    },
    WITHIN_MS,
  );

  test(
    "a superior's finding goes to one lead and two who assist, a street platform among them, each with its ticket",
    async () => {
      const offices = await Promise.all((['water', 'urban', 'head'] as const).map((who) => desk.office(who)));
      const superior = { level: 'CITY', documentNumber: `济环督〔2026〕${randomUUID().slice(0, 4)}号` };
      const found = { channelCode: 'SUPERIOR', place: somewhere(), categoryCode: 'RIVER' };
      expect(await desk.refusal(desk.submit('city', found))).toBe('INPUT_INVALID');
      const { reportId } = await desk.submit('city', { ...found, superior });
      const caseId = await desk.adopt(reportId);
      await desk.onCase('operator', 'acceptCase', caseId);
      await desk.onCase('leader', 'fileCase', caseId);
      const route = {
        leadOrganizationCode: 'DEPT-WATER',
        assistingOrganizationCodes: ['DEPT-URBAN_MANAGEMENT', STREET],
      };
      expect(await desk.onCase('operator', 'dispatchCase', caseId, route)).toBe('DISPATCHED');
      const pushed = await Promise.all(offices.map((office) => office.next(caseId, 'ASSIGNED')));
      expect(pushed.map(({ ticket }) => ticket.assignee.code)).toEqual(['DEPT-WATER', 'DEPT-URBAN_MANAGEMENT', STREET]);
      const { tickets } = await desk.case(caseId);
      expect(tickets.map(({ role }) => role)).toEqual(['LEAD', 'ASSISTING', 'ASSISTING']);
      expect((await desk.case(caseId, 'urban')).tickets.map(({ assignee }) => assignee.code)).toEqual([
        'DEPT-URBAN_MANAGEMENT',
      ]);
      await desk.answered('water', caseId, 'DEPT-WATER');
      await desk.answered('urban', caseId, 'DEPT-URBAN_MANAGEMENT');
      expect((await desk.case(caseId)).state).toBe('DISPATCHED');
      await desk.answered('head', caseId, STREET);
      expect((await desk.case(caseId)).state).toBe('FEEDBACK');
      expect(await desk.closed(caseId)).toBe('CLOSED');
      const seen = await desk.sees(
        'query ($id: ID!) { case(id: $id) { isSuperior state superior { level documentNumber } } }',
        'city',
        { id: caseId },
      );
      expect(seen).toEqual({ case: { isSuperior: true, state: 'CLOSED', superior } });
      await Promise.all(offices.map((office) => office.close()));
    },
    WITHIN_MS,
  );

  test(
    "an anonymous citizen's complaint turns out a duplicate, and the first to report keeps the credit",
    async () => {
      const place = somewhere();
      const said = { place, categoryCode: 'SOLID_WASTE' };
      const first = await desk.submit('member', { ...said, channelCode: 'MEMBER' });
      await desk.onReport('head', 'reviewReport', first.reportId, { decision: 'APPROVED' });
      const standing = await desk.adopt(first.reportId);

      const key = randomUUID();
      const receipt = await desk.submit('public', said, key);
      expect(receipt.report).toBeNull();
      expect(await desk.submit('public', said, key)).toEqual(receipt);
      expect(await desk.refusal(desk.submit('public', { ...said, description: '另一件事' }, key))).toBe(
        'IDEMPOTENCY_KEY_REUSED',
      );
      const { reportId } = receipt;
      expect(await desk.sees('query ($id: ID!) { report(id: $id) { id } }', 'public', { id: reportId })).toEqual({
        report: null,
      });
      expect(await desk.refusal(desk.adopt(reportId))).toBe('GUARD_FAILED');
      await desk.onReport('member', 'verifyReport', reportId, { answer: 'TRUE' });
      const later = await desk.adopt(reportId);
      const asked = await desk.sees(SUGGESTED, 'operator', { id: later });
      expect(asked).toMatchObject({
        case: { duplicateSuggestions: expect.arrayContaining([expect.objectContaining({ case: { id: standing } })]) },
      });
      expect(await desk.onCase('operator', 'mergeCase', later, { intoCaseId: standing })).toBe('MERGED');
      expect((await desk.case(standing)).actions).toEqual(['adopt', 'merge']);
      expect(await desk.sees(CREDIT, 'operator', { id: standing })).toEqual({
        case: { creditedReport: { id: first.reportId, reporter: { number: 'P0015' } }, mergedCases: [{ id: later }] },
      });
      expect(await desk.sees(CREDIT, 'public', { id: standing })).toEqual({ case: null });
    },
    WITHIN_MS,
  );
});

const SUGGESTED =
  'query ($id: ID!) { case(id: $id) { duplicateSuggestions { score metres hours explanationEn case { id } } } }';
const CREDIT =
  'query ($id: ID!) { case(id: $id) { creditedReport { id reporter { number } } mergedCases { id } } }';
