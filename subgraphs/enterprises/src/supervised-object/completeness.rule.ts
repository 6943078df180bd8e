import { Field, Int, ObjectType } from 'type-graphql';
import { vocabulary } from '@ecogrid/subgraph';
import type { SupervisedObject } from './supervised-object.entity.ts';

export const RegisterField = vocabulary(
  'RegisterField',
  'The fields of an object in the register (登记项).',
  {
    NAME: 'Name (名称).',
    NAME_EN: 'Name in English (英文名称).',
    STATUS: 'Status (运行状态).',
    DIVISION: 'Street (所属街道).',
    ADDRESS: 'Address (地址).',
    POSITION: 'Position (坐标).',
    GRID: 'Grid (属地网格).',
    PRIORITY: 'Priority control (重点管控).',
    PHONE: 'Telephone (联系电话).',
    CONTACT: 'Contact (联系人).',
    CREDIT_CODE: 'Credit code (统一社会信用代码).',
    INDUSTRY: 'Industry (行业).',
    SCATTERED_POLLUTER: 'Scattered polluter (散乱污).',
    HAZARDOUS_WASTE_ROLE: 'Part in hazardous waste (危险废物角色).',
    PERMIT: 'Pollutant permit (排污许可证).',
    REFERENCE: 'Number in another system (外部编号).',
  },
);
export type RegisterField = keyof typeof RegisterField;

@ObjectType({ description: 'The completeness of the data of an object (档案完整度). docs/domain.md row 53.' })
export class Completeness {
  @Field(() => Int, { description: 'The share of the wanted fields that are filled, 0 to 100.' })
  percent!: number;

  @Field(() => [RegisterField], { description: 'The wanted fields that are empty (缺项).' })
  missing!: RegisterField[];
}

type Value = (object: SupervisedObject) => unknown;

const OF_ANY: Partial<Record<RegisterField, Value>> = {
  NAME: ({ name }) => name,
  ADDRESS: ({ address }) => address,
  GRID: ({ gridCode }) => gridCode,
  PHONE: ({ phone }) => phone,
  CONTACT: ({ contactName }) => contactName,
};
const OF_ENTERPRISE: Partial<Record<RegisterField, Value>> = {
  CREDIT_CODE: ({ creditCode }) => creditCode,
  INDUSTRY: ({ industryCode }) => industryCode,
  HAZARDOUS_WASTE_ROLE: ({ hazardousWasteRole }) => hazardousWasteRole,
  PERMIT: ({ permitNumber }) => permitNumber,
};

export function completenessOf(object: SupervisedObject): Completeness {
  const wanted = Object.entries(object.kind === 'ENTERPRISE' ? { ...OF_ANY, ...OF_ENTERPRISE } : OF_ANY);
  const missing = wanted.flatMap(([field, value]) => (value(object) ? [] : [field as RegisterField]));
  return { percent: Math.floor((100 * (wanted.length - missing.length)) / wanted.length), missing };
}
