import { vocabulary } from '@ecogrid/subgraph';

/** The values are the topics of the events. */
const facts = {
  CASE_FILED: { value: 'CaseFiled', means: 'A case was filed (立案).' },
  CASE_CREDITED: { value: 'CaseCredited', means: 'A case received its first reporter (首报认定).' },
  TICKET_SETTLED: { value: 'TicketSettled', means: 'A transfer ticket was settled (转办件办结).' },
  CHECK_FAILED: { value: 'CheckFailed', means: 'A check failed (核查不通过).' },
  CASE_CLOSED: { value: 'CaseClosed', means: 'A case was closed (结案).' },
  LOOK_BACK_FAILED: { value: 'LookBackFailed', means: 'A look-back failed (回头看不通过).' },
} as const;

export const FactTopic = vocabulary(
  'FactTopic',
  'The facts that scoring rules look at (计分事实). docs/domain.md row 21.',
  facts,
);
export type FactTopic = (typeof FactTopic)[keyof typeof FactTopic];

export const ScoreSource = vocabulary(
  'ScoreSource',
  'The sources of score entries (计分来源): a fact, or an assessor. docs/domain.md row 21.',
  { ...facts, MANUAL: 'An assessor posted it (人工计分).' },
);
export type ScoreSource = (typeof ScoreSource)[keyof typeof ScoreSource];
