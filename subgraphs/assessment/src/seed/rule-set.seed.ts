import { seedId } from '@ecogrid/seed-district';
import { FactTopic, RuleKind, type RuleSet, type ScoringRule } from '../rule-set/index.ts';
import { SubjectKind } from '../subject/index.ts';

/**
 * The rule set of the seed district. Modelled on the municipal measures of 金华, of which it takes the shape: −0.2 for a
 * failed check, −0.5 from the third on, deductions doubled for superior-assigned cases, −1 for fraud and for shirking.
 * The other points, the base, the limits and the cap are assumptions. Its ratio rules (on-time closing ≥ 70 % and so on)
 * are not in it: nothing evaluates ratios yet.
 */
export const seedRuleSet: RuleSet = {
  id: seedId('rule-set', 'JN-GX-2026/1'),
  code: 'JN-GX-2026',
  version: 1,
  name: '济宁高新区网格化环境监管量化赋分规则（参照金华办法拟定）',
  nameEn: 'Scoring rules of the Jining High-tech Zone (modelled on the measures of Jinhua)',
  effectiveFrom: '2026-01-01',
  effectiveTo: null,
  baseHundredths: 100_00,
  floorHundredths: 0,
  ceilingHundredths: 120_00,
};

type Definition = Omit<ScoringRule, 'id' | 'ruleSetId' | 'multiplier' | 'capHundredths'> &
  Partial<Pick<ScoringRule, 'multiplier' | 'capHundredths'>>;

const DOUBLED_FOR_SUPERIOR = 'event.channel == "SUPERIOR" ? 2 : 1';

const department: readonly Definition[] = (
  [
    [
      'DEPARTMENT-ON-TIME',
      FactTopic.TICKET_SETTLED,
      'event.isOnTime',
      50,
      '转办件按期办结，每件加0.5分。',
      'Ticket settled on time: +0.50 each.',
    ],
    [
      'DEPARTMENT-OVERDUE',
      FactTopic.TICKET_SETTLED,
      '!event.isOnTime',
      -100,
      '转办件逾期办结，每件扣1分；上级交办的加倍。',
      'Ticket settled overdue: −1.00 each; doubled when superior-assigned.',
    ],
    [
      'DEPARTMENT-CHECK-FAILED',
      FactTopic.CHECK_FAILED,
      'event.count < 3',
      -20,
      '核查不通过，每次扣0.2分；上级交办的加倍。',
      'Failed check: −0.20 each; doubled when superior-assigned.',
    ],
    [
      'DEPARTMENT-CHECK-FAILED-AGAIN',
      FactTopic.CHECK_FAILED,
      'event.count >= 3',
      -50,
      '第三次及以上核查不通过，每次扣0.5分；上级交办的加倍。',
      'Third or later failed check: −0.50 each; doubled when superior-assigned.',
    ],
  ] as const
).map(([code, eventTopic, condition, pointsHundredths, text, textEn]) => ({
  code,
  subjectKind: SubjectKind.DEPARTMENT,
  kind: RuleKind.EVENT,
  eventTopic,
  condition,
  subjectPath: 'organizationCode',
  pointsHundredths,
  multiplier: pointsHundredths < 0 ? DOUBLED_FOR_SUPERIOR : null,
  text,
  textEn,
}));

/** A failure scores (docs/domain.md §4). The points are an assumption: those of a third failed check, as the matter came back. */
const lookBack: Definition = {
  code: 'DEPARTMENT-LOOK-BACK-FAILED',
  subjectKind: SubjectKind.DEPARTMENT,
  kind: RuleKind.EVENT,
  eventTopic: FactTopic.LOOK_BACK_FAILED,
  condition: 'event.leadOrganizationCode != null',
  subjectPath: 'leadOrganizationCode',
  pointsHundredths: -50,
  multiplier: DOUBLED_FOR_SUPERIOR,
  text: '回头看不通过、案件重新立案，主办部门每次扣0.5分；上级交办的加倍。',
  textEn: 'Failed look-back that reopens a case: −0.50 each for its lead; doubled when superior-assigned.',
};

const territory = ([SubjectKind.GRID, SubjectKind.STREET] as const).flatMap((subjectKind): Definition[] => {
  const zh = subjectKind === SubjectKind.GRID ? '本网格' : '本街道';
  const en = subjectKind === SubjectKind.GRID ? 'the grid' : 'the street';
  const fixed = {
    subjectKind,
    kind: RuleKind.EVENT,
    eventTopic: FactTopic.CASE_CLOSED,
    subjectPath: 'gridCode',
  };
  return [
    {
      ...fixed,
      code: `${subjectKind}-CLOSED-ON-TIME`,
      condition: 'event.isOnTime && !event.isRepeated',
      pointsHundredths: 20,
      text: `${zh}案件按期结案，每件加0.2分；重新立案后再次按期结案不重复加分。`,
      textEn: `Case of ${en} closed on time: +0.20 each, once however often it is reopened.`,
    },
    {
      ...fixed,
      code: `${subjectKind}-CLOSED-LATE`,
      condition: '!event.isOnTime && !event.isRepeated',
      pointsHundredths: -50,
      multiplier: 'event.isSuperior ? 2 : 1',
      text: `${zh}案件逾期结案，每件扣0.5分；上级交办的加倍。`,
      textEn: `Case of ${en} closed late: −0.50 each; doubled when superior-assigned.`,
    },
  ];
});

const member: readonly Definition[] = [
  {
    code: 'MEMBER-EXCEEDANCE-CLOSED',
    subjectKind: SubjectKind.MEMBER,
    kind: RuleKind.EVENT,
    eventTopic: FactTopic.CASE_CLOSED,
    condition: 'event.channel == "EXCEEDANCE" && event.isOnTime && !event.isRepeated',
    subjectPath: 'gridCode',
    pointsHundredths: 20,
    text: '所辖网格内数据超标案件按期结案，每件加0.2分。',
    textEn: 'Exceedance case of the member’s grid closed on time: +0.20 each.',
  },
  {
    code: 'MEMBER-REPORT-FILED',
    subjectKind: SubjectKind.MEMBER,
    kind: RuleKind.EVENT,
    eventTopic: FactTopic.CASE_CREDITED,
    condition: 'event.reporterId != null',
    subjectPath: 'reporterId',
    pointsHundredths: 50,
    capHundredths: 10_00,
    text: '网格员首报问题经立案，每件加0.5分，每月至多10分；案卷合并后归最先上报者。',
    textEn:
      'Own report filed as a case: +0.50 each, at most 10.00 a month; of merged cases to who reported first.',
  },
];

const manual: readonly Definition[] = (
  [
    [
      'DEPARTMENT-FRAUD',
      SubjectKind.DEPARTMENT,
      '部门弄虚作假，每次扣1分。',
      'Fraud by a department: −1.00 each.',
    ],
    [
      'DEPARTMENT-SHIRKING',
      SubjectKind.DEPARTMENT,
      '部门推诿扯皮，每次扣1分。',
      'Shirking by a department: −1.00 each.',
    ],
    [
      'MEMBER-FRAUD',
      SubjectKind.MEMBER,
      '网格员弄虚作假，每次扣1分。',
      'Fraud by a grid member: −1.00 each.',
    ],
  ] as const
).map(([code, subjectKind, text, textEn]) => ({
  code,
  subjectKind,
  kind: RuleKind.MANUAL,
  eventTopic: null,
  condition: null,
  subjectPath: null,
  pointsHundredths: -100,
  text,
  textEn,
}));

export const seedRules: readonly ScoringRule[] = [
  ...department,
  lookBack,
  ...territory,
  ...member,
  ...manual,
].map((rule) => ({
  multiplier: null,
  capHundredths: null,
  ...rule,
  id: seedId('scoring-rule', `JN-GX-2026/1/${rule.code}`),
  ruleSetId: seedRuleSet.id,
}));
