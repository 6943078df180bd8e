import type { Text } from './text.ts';

/** The conditions of a refused action, by the key that `details.guard` holds; each text states the failed condition. */
export const guards = {
  accountFree: { en: 'the account {subject} is linked to a person already', zh: '账号 {subject} 已关联人员' },
  accountsLeft: { en: 'the person has {limit} accounts', zh: '该人员已关联 {limit} 个账号' },
  afterItsBeginning: {
    en: 'version {version} begins on {effectiveFrom}, and must end later',
    zh: '第 {version} 版自 {effectiveFrom} 起生效,失效日须晚于该日',
  },
  afterNewest: {
    en: 'the newest version begins on {day}, and the next one begins later',
    zh: '最新版本自 {day} 起生效,新版本须晚于该日',
  },
  anotherOrganization: { en: '{organizationCode} has returned it', zh: '{organizationCode} 已将其回退' },
  appointmentActive: { en: 'the appointment has already ended', zh: '该任职已经结束' },
  askedByAnother: { en: 'the requester cannot decide on the request', zh: '申请人不能审批本人的申请' },
  beforeDue: { en: 'the deadline has passed', zh: '已超过办理时限' },
  caseClosed: { en: 'the case is not closed', zh: '案卷未处于结案状态' },
  caseStands: { en: 'the case has ended ({state})', zh: '案卷已终结({state})' },
  categorySet: { en: 'the case has no category', zh: '案卷尚未确定事项类别' },
  checkerFits: {
    en: '{personNumber} holds no role that may check this case',
    zh: '{personNumber} 没有可核查本案卷的角色',
  },
  checkerIsNotHandler: { en: 'a handler of the case cannot check it', zh: '核查人不能是本案卷的处理人' },
  closeCriteriaMet: { en: 'the close criteria of the category are not met', zh: '未满足该类别的结案标准' },
  codeFree: { en: '{code} is in use already', zh: '{code} 已被使用' },
  creditCodeFree: { en: '{creditCode} is registered already', zh: '{creditCode} 已登记' },
  dayAhead: { en: '{day} is not after {today}', zh: '{day} 不晚于 {today}' },
  everyTicketSettled: { en: 'a ticket is still open', zh: '尚有未办结的转办件' },
  extensionAsked: { en: 'no extension is requested', zh: '没有待审批的延时申请' },
  extensionsLeft: {
    en: 'the ticket has used every extension that its category allows',
    zh: '已达到该类别允许的延时次数',
  },
  filed: { en: 'the case has no category or no grid', zh: '案卷尚未确定类别或网格' },
  findingsGiven: { en: 'a failed inspection needs its findings', zh: '后督察不通过须填写发现的问题' },
  gridSet: { en: 'the case has no grid', zh: '案卷尚未确定网格' },
  hasAddress: { en: '{organizationCode} has no e-mail address', zh: '{organizationCode} 没有电子邮箱地址' },
  unitReviewsNext: { en: 'the grid member of the unit grid reviews next', zh: '须先由网格员审核' },
  streetReviewsNext: { en: 'the head of the street grid reviews next', zh: '须先由网格长审核' },
  zoneReviewsNext: { en: 'the desk of the zone reviews next', zh: '须先由坐席审核' },
  levelIsOpen: { en: 'no level of review is open', zh: '没有待审核的级别' },
  reviewedByAnother: {
    en: 'a person who reviewed one level does not review the next',
    zh: '同一人不得审核两个级别',
  },
  lookBackScheduled: { en: 'no look-back is due', zh: '没有到期的回头看' },
  notBeforeItsDay: {
    en: 'the look-back is due on {dueOn}; an earlier one needs a reason',
    zh: '回头看应于 {dueOn} 进行,提前须说明理由',
  },
  notInThePast: { en: 'a version cannot take effect in the past', zh: '生效时间不能早于当前时间' },
  notReversed: { en: 'the entry was reversed before', zh: '该计分记录已被冲销' },
  nothingAsked: { en: 'another request is pending', zh: '已有待审批的申请' },
  objectOpen: { en: 'the object is closed', zh: '该监管对象已关闭' },
  objectUnchanged: {
    en: 'the object has changed since the proposal; propose again',
    zh: '监管对象在申请后已变更,请重新申请',
  },
  openUploads: { en: '{limit} uploads are not attached yet', zh: '已有 {limit} 个上传未关联' },
  originalEntry: {
    en: 'a reversal cannot be reversed; post the entry again',
    zh: '冲销记录不能再冲销,请重新计分',
  },
  personUnmoved: {
    en: 'the person was moved to another organization meanwhile',
    zh: '该人员的单位已被同时变更',
  },
  photoAfter: {
    en: 'the category requires a photo taken after rectification',
    zh: '该类别要求提交整改后的照片',
  },
  photoFree: { en: 'a photo was attached or removed meanwhile', zh: '照片已被同时关联或清除' },
  photoPurpose: { en: 'photo {id} was declared for another purpose', zh: '照片 {id} 是为其他用途声明的' },
  photoUnattached: { en: 'photo {id} is already attached', zh: '照片 {id} 已被关联' },
  photoUploaded: { en: 'photo {id} is not uploaded yet', zh: '照片 {id} 尚未上传' },
  placeAndPhoto: { en: 'the channel requires the place and a photo', zh: '该渠道要求提供位置和照片' },
  populationBounded: {
    en: 'the population has {count} cases; 1 to {most} are allowed',
    zh: '总体有 {count} 件案卷,应为 1 至 {most} 件',
  },
  reasonGiven: { en: 'this decision needs a reason', zh: '须说明理由' },
  referenceFree: {
    en: '{system} {reference} belongs to another object',
    zh: '{system} 编号 {reference} 已属于其他对象',
  },
  resultsComplete: { en: 'results of these kinds are missing: {missing}', zh: '缺少以下结果:{missing}' },
  returnAsked: { en: 'no return is requested', zh: '没有待审批的回退申请' },
  reviewsComplete: { en: 'not every level has approved the report', zh: '尚未通过全部级别的审核' },
  routeKnown: { en: '{organizationCode} handles no tickets', zh: '{organizationCode} 不承办转办件' },
  ruleAlike: {
    en: 'the rule to be replaced is about another outlet, medium, factor or mean',
    zh: '被替代的限值针对其他排放口、介质、因子或平均时间',
  },
  ruleInForce: {
    en: 'the rule to be replaced is not in force before and on {day}',
    zh: '被替代的限值在 {day} 之前及当日未生效',
  },
  sameMatterAge: {
    en: 'a case is merged into an earlier one, whose reporter keeps the credit',
    zh: '只能并入更早的案卷,首报人保留其计分',
  },
  sameMatterCategory: { en: 'the two cases differ in category', zh: '两个案卷的类别不同' },
  sameMatterDistance: {
    en: 'the places are unknown, or more than {metres} metres apart',
    zh: '位置不明,或相距超过 {metres} 米',
  },
  sameMatterItself: { en: 'a case cannot be merged into itself', zh: '案卷不能并入自身' },
  sameMatterTime: { en: 'the cases are more than {hours} hours apart', zh: '两个案卷相隔超过 {hours} 小时' },
  sampleBounded: {
    en: 'the sample has {count} cases; 1 to {most} are allowed',
    zh: '样本有 {count} 件案卷,应为 1 至 {most} 件',
  },
  stands: {
    en: 'version {version} already ends on {effectiveTo}',
    zh: '第 {version} 版已定于 {effectiveTo} 失效',
  },
  summaryWritten: {
    en: 'the case has no summary by the desk; amendCase writes one',
    zh: '案卷尚无坐席撰写的案情摘要,请先补写',
  },
  suspensionAsked: { en: 'no suspension is requested', zh: '没有待审批的挂账申请' },
  ticketsNamed: {
    en: 'a failed check names the tickets to redo, and each must be done',
    zh: '核查不通过须指明返工的转办件,且均应已办结',
  },
  unverified: { en: 'the case is already verified', zh: '案卷已核实' },
  verificationIsOpen: {
    en: 'the report needs no verification, or already has one',
    zh: '该上报无需核实或已核实',
  },
  verifiedWhenDemanded: {
    en: 'a case of this channel must first be verified as true on site',
    zh: '该渠道的案卷须先经现场核实属实',
  },
  verifiedWhenPublic: {
    en: 'a report of this channel must first be verified as true on site',
    zh: '该渠道的上报须先经现场核实属实',
  },
  versionIsNew: { en: 'version {version} already exists', zh: '版本 {version} 已存在' },
  voidAsked: { en: 'no request to void the case is pending', zh: '没有待审批的作废申请' },
  voidAskedByAnother: { en: 'the requester cannot decide on the request', zh: '申请人不能审批本人的申请' },
  voidNotAsked: { en: 'a request to void the case is pending', zh: '作废申请尚未审批' },
  withoutLead: { en: 'the lead organization still has its ticket', zh: '主办单位仍持有转办件' },
} as const satisfies Record<string, Text>;

export type Guard = keyof typeof guards;
