import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newId } from '@ecogrid/database';
import { PUBLIC_ACTOR, rightOf, type Actor } from '@ecogrid/identity';
import { engines, firstRuleSet, firstRules, openBench, type Bench } from './assessment.builder.ts';
import { DocumentService } from './document/document.service.ts';
import { RuleSetPublishing } from './rule-set/rule-set-publishing.service.ts';

const holder = (role: 'ASSESSOR' | 'SHIFT_LEADER'): Actor => ({
  ...PUBLIC_ACTOR,
  kind: 'PERSON',
  id: newId(),
  rights: [rightOf(role)],
});
const [assessor, leader] = [holder('ASSESSOR'), holder('SHIFT_LEADER')];
const FIRST = '2026-01-01';
const NEXT = '2026-12-01';

describe.each(engines)('publishing on %s', (_name, engine) => {
  let bench: Bench;
  beforeEach(async () => void (bench = await openBench(engine)));
  afterEach(() => bench.close());
  const audited = async (): Promise<unknown[]> =>
    (await bench.announced()).filter(({ topic }) => topic === 'AuditRecorded').map(({ payload }) => payload);
  const dated = (): object => ({
    idempotencyKey: newId(),
    replaces: FIRST,
    effectiveFrom: NEXT,
    reason: '年度修订',
  });

  const onTime = firstRules.find(({ code }) => code === 'DEPARTMENT-ON-TIME')!;
  const ruleOf = (more: object) => {
    const { code, subjectKind, kind, eventTopic, condition, subjectPath, text, textEn } = onTime;
    return {
      code,
      subjectKind,
      kind,
      text,
      textEn,
      pointsHundredths: 70,
      eventTopic,
      condition,
      subjectPath,
      ...more,
    };
  };
  const publishRules = (more: object = {}, actor = assessor) => {
    const { code, name, nameEn, baseHundredths, floorHundredths, ceilingHundredths } = firstRuleSet;
    const values = {
      code,
      name,
      nameEn,
      baseHundredths,
      floorHundredths,
      ceilingHundredths,
      rules: [ruleOf({})],
    };
    const input = { ...values, ...dated(), ...more };
    return new RuleSetPublishing(bench.parts).publish(actor, input as never);
  };

  test('a rule set has its next version, which scores from its day on', async () => {
    expect(await publishRules()).toMatchObject({ version: 2, effectiveFrom: NEXT, effectiveTo: null });
    const scoredOn = async (day: string) =>
      (await bench.parts.ruleSets.on(day))?.rules.map(({ rule }) => rule.pointsHundredths);
    expect(await scoredOn(NEXT)).toEqual([70]);
    expect((await bench.parts.ruleSets.on('2026-11-30'))?.ruleSet).toMatchObject({
      version: 1,
      effectiveTo: NEXT,
    });
    const versionsOn = async (day?: string) =>
      (await bench.parts.ruleSetRows.list('JN-GX-2026', day)).map(({ version }) => version);
    expect([await versionsOn(), await versionsOn(NEXT), await versionsOn('2026-11-30')]).toEqual([
      [2, 1],
      [2],
      [1],
    ]);
    const act = { kind: 'CODE_TABLE', action: 'publishRuleSet', personId: assessor.id };
    expect(await audited()).toEqual([{ ...act, subject: `JN-GX-2026 ${NEXT}`, reason: '年度修订' }]);
  });

  test.each([
    ['by a shift leader', {}, leader, 'FORBIDDEN'],
    ['of a stale version', { replaces: '2025-01-01' }, assessor, 'VERSION_STALE'],
    ['from the past', { effectiveFrom: '2026-11-20' }, assessor, 'GUARD_FAILED'],
    ['with a bad expression', { rules: [ruleOf({ condition: 'event.(' })] }, assessor, 'INPUT_INVALID'],
    ['with a rule twice', { rules: [ruleOf({}), ruleOf({})] }, assessor, 'INPUT_INVALID'],
    ['with crossed limits', { floorHundredths: 200_00 }, assessor, 'INPUT_INVALID'],
  ])('a rule set %s is refused and changes nothing', async (_name, change, actor, code) => {
    await expect((async () => publishRules(change, actor))()).rejects.toMatchObject({ code });
    expect(await bench.parts.ruleSetRows.all()).toMatchObject([{ version: 1, effectiveTo: null }]);
    expect(await audited()).toEqual([]);
  });

  const publishDocument = (more: object = {}) => {
    const words = { type: 'HANDBOOK', title: '工作手册', titleEn: 'Handbook', version: '2.0' };
    const input = {
      code: 'DOC-HANDBOOK',
      issuerOrganizationCode: 'DEPT-ENVIRONMENT',
      ...words,
      ...dated(),
      ...more,
    };
    return new DocumentService(bench.parts).publish(assessor, input as never);
  };
  const versionsOf = (code: string): Promise<string[]> => bench.parts.documents.versionsOfCode(code);

  test('a document has its next version and its title, and a new document its first', async () => {
    expect(await publishDocument()).toMatchObject({ code: 'DOC-HANDBOOK', title: '工作手册' });
    expect((await versionsOf('DOC-HANDBOOK')).sort()).toEqual(['1.0', '2.0']);
    await publishDocument({ code: 'DOC-NEW', replaces: undefined, version: '1.0' });
    expect(await versionsOf('DOC-NEW')).toEqual(['1.0']);
    expect(await audited()).toHaveLength(2);
  });

  test.each([
    ['of a known version', { version: '1.0' }, 'GUARD_FAILED'],
    ['of an unknown organization', { issuerOrganizationCode: 'NONE' }, 'NOT_FOUND'],
  ])('a document %s is refused and changes nothing', async (_name, change, code) => {
    await expect(publishDocument(change)).rejects.toMatchObject({ code });
    expect(await versionsOf('DOC-HANDBOOK')).toEqual(['1.0']);
  });
});
