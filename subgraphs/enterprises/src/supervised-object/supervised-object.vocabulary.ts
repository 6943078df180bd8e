import { vocabulary } from '@ecogrid/subgraph';

export const ObjectStatus = vocabulary('ObjectStatus', 'Whether a supervised object is at work (运行状态).', {
  ACTIVE: 'At work (在营).',
  SUSPENDED: 'At rest, and may begin again (停产).',
  CLOSED: 'Closed; it stays in the register with its history (关闭).',
});
export type ObjectStatus = keyof typeof ObjectStatus;

export const HazardousWasteRole = vocabulary(
  'HazardousWasteRole',
  'The part of an enterprise in hazardous waste (危险废物角色). docs/domain.md rows 11 and 33.',
  {
    PRODUCER: 'It produces hazardous waste (产废单位).',
    OPERATOR: 'It collects, stores, uses or disposes of hazardous waste (经营单位).',
    TRANSPORTER: 'It transports hazardous waste (运输单位).',
  },
);
export type HazardousWasteRole = keyof typeof HazardousWasteRole;
