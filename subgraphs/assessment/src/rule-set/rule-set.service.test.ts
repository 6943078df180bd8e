import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newId } from '@ecogrid/database';
import { engines, openBench, firstRuleSet, firstRules, type Bench } from '../assessment.builder.ts';
import { faultOf } from './compiled-rule.ts';
import type { FactTopic } from './fact.vocabulary.ts';
import { inForceIn } from './rule-set.repository.ts';
import { RuleKind, type ScoringRule } from './rule-set.entity.ts';

const onTime = firstRules.find(({ code }) => code === 'DEPARTMENT-ON-TIME') as ScoringRule;
const fraud = firstRules.find(({ code }) => code === 'DEPARTMENT-FRAUD') as ScoringRule;

describe('a scoring rule', () => {
  test.each([
    [{ condition: 'event.isOnTme' }, 'condition No such key: isOnTme'],
    [{ condition: null }, 'condition Unexpected token: EOF'],
    [{ multiplier: 'tickets' }, 'multiplier Unknown variable: tickets'],
    [{ eventTopic: 'CaseChanged' as FactTopic }, 'event topic CaseChanged is not one that is scored'],
    [{ subjectPath: 'gridCode' }, 'subject path gridCode names no DEPARTMENT in TicketSettled'],
    [
      { subjectPath: 'leadOrganizationCode' },
      'subject path leadOrganizationCode names no DEPARTMENT in TicketSettled',
    ],
    [{ capHundredths: 0 }, 'cap must be above 0'],
    [{ kind: RuleKind.MANUAL }, 'a MANUAL rule has no topic'],
  ])('with %j is refused with its code and the reason', (change, reason) => {
    expect(faultOf({ ...onTime, ...change })).toMatchObject({
      path: 'rules.DEPARTMENT-ON-TIME',
      problem: 'expression',
      quote: expect.stringContaining(reason),
    });
  });

  test('of the starter set has no fault, each one', () => {
    expect(firstRules.map(faultOf).filter(Boolean)).toEqual([]);
    expect(faultOf(fraud)).toBeUndefined();
  });
});

describe('the rule set in force', () => {
  const first = { ...firstRuleSet, id: 'first', effectiveTo: '2026-07-01' };
  const second = { ...firstRuleSet, id: 'second', version: 2, effectiveFrom: '2026-07-01' };
  test.each([
    ['2025-12-31', '2026-01-01', undefined],
    ['2026-01-01', '2026-01-02', 'first'],
    ['2026-06-30', '2026-07-01', 'first'],
    ['2026-07-01', '2026-07-02', 'second'],
    ['2026-06-01', '2026-08-01', 'second'],
  ])('from %s to before %s is %s', (from, before, id) => {
    expect(inForceIn([second, first], { from, before })?.id).toBe(id);
  });
});

describe.each(engines)('loading a rule set on %s', (_name, engine) => {
  let bench: Bench;
  beforeEach(async () => void (bench = await openBench(engine)));
  afterEach(() => bench.close());

  test('refuses one with bad rules, names every fault, and keeps nothing of it', async () => {
    const ruleSet = { ...firstRuleSet, id: newId(), version: 2, floorHundredths: 200_00 };
    const rules = [
      { ...onTime, id: newId(), ruleSetId: ruleSet.id, condition: 'event.(' },
      { ...onTime, id: newId(), ruleSetId: ruleSet.id, code: 'OTHER', condition: 'absent' },
    ];
    const loading = bench.database.transaction(() => bench.parts.ruleSets.load(ruleSet, rules));
    await expect(loading).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      extensions: {
        details: {
          problems: [
            expect.objectContaining({ path: 'baseHundredths', problem: 'base' }),
            expect.objectContaining({
              path: 'rules.DEPARTMENT-ON-TIME',
              quote: expect.stringMatching(/^condition Expected IDENTIFIER/),
            }),
            expect.objectContaining({ path: 'rules.OTHER', quote: 'condition Unknown variable: absent' }),
          ],
        },
      },
    });
    expect(await bench.parts.ruleSetRows.all()).toHaveLength(1);
  });
});
