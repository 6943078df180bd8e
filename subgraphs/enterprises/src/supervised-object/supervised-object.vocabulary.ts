import { vocabulary } from '@ecogrid/subgraph';

export const ObjectStatus = vocabulary('ObjectStatus', 'Whether a supervised object is at work (运行状态).', {
  ACTIVE: 'At work (在营).',
  SUSPENDED: 'At rest, and may begin again (停产).',
  CLOSED: 'Closed; it stays in the register with its history (关闭).',
});
export type ObjectStatus = keyof typeof ObjectStatus;
