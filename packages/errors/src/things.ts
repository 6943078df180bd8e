import type { Text } from './text.ts';

/** The objects that errors name, by the key that `details.thing` holds. */
export const things = {
  appointment: { en: 'appointment', zh: '任职' },
  campaign: { en: 'running campaign', zh: '进行中的专项行动' },
  case: { en: 'case', zh: '案卷' },
  category: { en: 'category', zh: '事项类别' },
  department: { en: 'department', zh: '部门' },
  division: { en: 'division', zh: '行政区划' },
  emailDelivery: { en: 'e-mail delivery', zh: '邮件' },
  enterprise: { en: 'enterprise', zh: '企业' },
  file: { en: 'file', zh: '文件' },
  grid: { en: 'grid', zh: '网格' },
  inspection: { en: 'inspection', zh: '后督察' },
  intakeChannel: { en: 'intake channel', zh: '上报渠道' },
  limitRule: { en: 'limit', zh: '限值' },
  loginAccount: { en: 'login account', zh: '登录账号' },
  manualRule: { en: 'manual rule', zh: '人工计分规则' },
  member: { en: 'grid member', zh: '网格员' },
  organization: { en: 'organization', zh: '单位' },
  path: { en: 'path', zh: '路径' },
  person: { en: 'person', zh: '人员' },
  phoneReminder: { en: 'phone reminder', zh: '电话提醒' },
  photo: { en: 'photo', zh: '照片' },
  registerChange: { en: 'change of the register', zh: '登记变更' },
  report: { en: 'report', zh: '上报' },
  routingRule: { en: 'routing rule', zh: '派遣规则' },
  scoreEntry: { en: 'score entry', zh: '计分记录' },
  street: { en: 'street', zh: '街道' },
  supervisedObject: { en: 'supervised object', zh: '监管对象' },
  ticket: { en: 'ticket', zh: '转办件' },
  ticketHandler: { en: 'organization that handles tickets', zh: '承办单位' },
} as const satisfies Record<string, Text>;

export type Thing = keyof typeof things;
