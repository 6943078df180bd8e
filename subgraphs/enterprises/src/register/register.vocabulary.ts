import { vocabulary } from '@ecogrid/subgraph';

export const RegisterChangeKind = vocabulary(
  'RegisterChangeKind',
  'The kinds of changes of the register (变更类别).',
  {
    REGISTER: 'An object enters the register (登记).',
    CHANGE: 'Its data change (变更).',
    CLOSE: 'The object closes (关闭).',
    LINK: 'It has a number in another system (关联外部编号).',
  },
);
export type RegisterChangeKind = keyof typeof RegisterChangeKind;

export const RegisterChangeState = vocabulary(
  'RegisterChangeState',
  'The state of a change of the register (变更状态).',
  {
    PROPOSED: 'It waits for the decision of the desk (待审核).',
    APPLIED: 'It is in the register (已生效).',
    DECLINED: 'The desk declined it, with a reason (未通过).',
  },
);
export type RegisterChangeState = keyof typeof RegisterChangeState;

export const ProposalDecision = vocabulary(
  'ProposalDecision',
  'The decision on a proposed change (审核意见).',
  {
    APPROVED: 'It becomes part of the register (通过).',
    DECLINED: 'The register stays as it is (不通过).',
  },
);
export type ProposalDecision = keyof typeof ProposalDecision;
