import { describe, expect, test } from '@jest/globals';
import { completenessOf } from './completeness.rule.ts';
import type { SupervisedObject } from './supervised-object.entity.ts';

const yard = {
  kind: 'COAL_YARD',
  name: '示例煤场',
  address: '示例路一号',
  gridCode: '370871001001001',
  phone: '0537-1500001',
  contactName: '示例联系人',
  creditCode: null,
  industryCode: null,
  hazardousWasteRole: null,
  permitNumber: null,
} as SupervisedObject;
const firm = {
  ...yard,
  kind: 'ENTERPRISE',
  creditCode: '91350100M000100Y43',
  industryCode: 'C2614',
  hazardousWasteRole: 'PRODUCER',
  permitNumber: '91350100M000100Y43001P',
} as SupervisedObject;

describe('the completeness of an object', () => {
  test.each<[string, SupervisedObject, number, string[]]>([
    ['a full yard', yard, 100, []],
    ['a yard without a telephone', { ...yard, phone: null }, 80, ['PHONE']],
    ['a yard outside the grids', { ...yard, gridCode: null, contactName: null }, 60, ['GRID', 'CONTACT']],
    ['a full enterprise', firm, 100, []],
    ['an enterprise without a permit', { ...firm, permitNumber: null }, 88, ['PERMIT']],
    [
      'an enterprise with its name alone',
      { ...yard, kind: 'ENTERPRISE', address: '', gridCode: null, phone: null, contactName: null },
      11,
      ['ADDRESS', 'GRID', 'PHONE', 'CONTACT', 'CREDIT_CODE', 'INDUSTRY', 'HAZARDOUS_WASTE_ROLE', 'PERMIT'],
    ],
  ])('of %s', (_name, object, percent, missing) => {
    expect(completenessOf(object)).toEqual({ percent, missing });
  });
});
