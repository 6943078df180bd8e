import { cameras, grids, type Position } from '@ecogrid/seed-district';
import { OPERATOR, SHIFT_LEADER, headOf, holderOf, memberOf, supervisorOf } from './cast.ts';
import type { Player } from './cast.ts';
import { sendExcess } from './instrument.ts';
import { caseOf, onCase, onReport, onTickets, type Progress } from './moves.ts';
import { picture } from './picture.ts';
import type { Stage } from './stage.ts';
import type { Act, Channel, Story } from './story.ts';

type Perform = (stage: Stage, progress: Progress, at: Date) => Promise<void>;

const checker = holderOf('POST_SUPERVISION');

/** The reporter of each channel. */
const REPORTER: Readonly<Record<Channel, (gridCode: string) => Player>> = {
  MEMBER: memberOf,
  SUPERVISOR: supervisorOf,
  OPERATOR: () => OPERATOR,
  EXCEEDANCE: () => OPERATOR,
  SUPERIOR: () => holderOf('CITY'),
  CAMPAIGN: memberOf,
  VIDEO: () => OPERATOR,
  PUBLIC: () => null,
};

/** The running campaign that finds matters of a category. */
const CAMPAIGN_OF: Readonly<Record<string, string>> = {
  SCATTERED_POLLUTER: 'CAMPAIGN-4',
  AIR_EXCEEDANCE: 'CAMPAIGN-5',
  LIVESTOCK: 'CAMPAIGN-6',
};

export const ACTS: Readonly<Record<Act, Perform>> = {
  submit: async (stage, progress) => {
    const { key, channel, categoryCode, gridCode, words } = progress.story;
    const query = 'mutation ($input: SubmitReportInput!) { done: submitReport(input: $input) { reportId } }';
    const input = {
      idempotencyKey: stage.keyOf(`${key}/submitReport`),
      channelCode: channel,
      categoryCode,
      description: words,
      place: placeOf(gridCode, key),
      ...demandedBy(progress.story),
    };
    const player = REPORTER[channel](gridCode);
    const { done } = await stage.ask<{ done: { reportId: string } }>(player, query, { input });
    progress.reportId = done.reportId;
  },
  exceed: async (stage, progress, at) => {
    const outletId = await sendExcess(stage, progress.story, at);
    await stage.settle();
    const query =
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Outlet { cases(first: 1) { edges { node { id } } } } } }';
    type Found = { readonly _entities: ReadonlyArray<{ cases: { edges: Array<{ node: { id: string } }> } }> };
    const of = [{ __typename: 'Outlet', id: outletId }];
    const { _entities } = await stage.ask<Found>(OPERATOR, query, { of });
    progress.caseId = _entities[0]?.cases.edges[0]?.node.id ?? '';
  },
  reviewByMember: (stage, progress) =>
    onReport(
      stage,
      progress,
      memberOf(progress.story.gridCode),
      'reviewReport',
      { decision: 'APPROVED' },
      'member',
    ),
  reviewByHead: (stage, progress) =>
    onReport(
      stage,
      progress,
      headOf(progress.story.gridCode),
      'reviewReport',
      { decision: 'APPROVED' },
      'head',
    ),
  verifyReport: (stage, progress) =>
    onReport(stage, progress, memberOf(progress.story.gridCode), 'verifyReport', {
      answer: 'TRUE',
      note: '现场核实,情况属实',
    }),
  rejectReport: (stage, progress) =>
    onReport(stage, progress, OPERATOR, 'rejectReport', { reason: '现场已无可核实的情况' }),
  adopt: async (stage, progress) => {
    await onReport(stage, progress, OPERATOR, 'adoptReport', {
      summary: `经坐席整理:${progress.story.words}`,
    });
    const query = 'query ($id: ID!) { report(id: $id) { case { id } } }';
    const { report } = await stage.ask<{ report: { case: { id: string } | null } | null }>(OPERATOR, query, {
      id: progress.reportId,
    });
    progress.caseId = report?.case?.id ?? '';
    progress.cases.set(progress.story.key, progress.caseId);
  },
  sendToVerify: (stage, progress) => onCase(stage, progress, OPERATOR, 'sendCaseToVerify'),
  recordVerification: async (stage, progress) => {
    const { key, gridCode } = progress.story;
    const member = memberOf(gridCode);
    const wish = { purpose: 'CASE_VERIFICATION', subjectId: progress.caseId };
    const photo = await stage.photo(member, `${key}/verification`, wish, await picture(key));
    const found = { answer: 'TRUE', place: placeOf(gridCode, key), photoIds: [photo] };
    await onCase(stage, progress, member, 'recordVerification', found);
  },
  reject: (stage, progress) =>
    onCase(stage, progress, OPERATOR, 'rejectCase', { reason: '不属于生态环境监管范围' }),
  accept: (stage, progress) => onCase(stage, progress, OPERATOR, 'acceptCase'),
  merge: (stage, progress) => {
    const intoCaseId = progress.cases.get(progress.story.into ?? '');
    return onCase(stage, progress, OPERATOR, 'mergeCase', { intoCaseId });
  },
  file: (stage, progress) => onCase(stage, progress, SHIFT_LEADER, 'fileCase'),
  requestVoid: (stage, progress) =>
    onCase(stage, progress, OPERATOR, 'requestVoid', { reason: '与其他部门案件重复' }),
  approveVoid: (stage, progress) =>
    onCase(stage, progress, SHIFT_LEADER, 'decideVoid', { decision: 'APPROVED' }),
  dispatch: async (stage, progress) => {
    const { lead, assisting } = await caseOf(stage, progress);
    await onCase(stage, progress, OPERATOR, 'dispatchCase', {
      leadOrganizationCode: lead,
      assistingOrganizationCodes: assisting,
      instruction: '请按时限办理并反馈结果',
    });
  },
  dispatchWrongly: (stage, progress) =>
    onCase(stage, progress, OPERATOR, 'dispatchCase', { leadOrganizationCode: 'DEPT-WATER' }),
  acknowledge: (stage, progress) => onTickets(stage, progress, 'acknowledgeTicket', ['ISSUED']),
  requestReturn: (stage, progress) =>
    onTickets(stage, progress, 'requestReturn', ['ISSUED'], { reason: '不属本单位职责' }),
  requestExtension: (stage, progress) =>
    onTickets(stage, progress, 'requestExtension', ['HANDLING'], {
      extendByWorkMinutes: 450,
      reason: '需等待检测报告',
    }),
  requestSuspension: (stage, progress) =>
    onTickets(stage, progress, 'requestSuspension', ['HANDLING'], { reason: '等待搬迁方案批复' }),
  approveRequest: async (stage, progress) => {
    const { tickets } = await caseOf(stage, progress);
    for (const [index, { id, version }] of tickets.entries())
      await stage.act(SHIFT_LEADER, 'decideTicketRequest', `${progress.story.key}/decide/${index}`, {
        ticketId: id,
        version,
        decision: 'APPROVED',
      });
  },
  redispatch: async (stage, progress) => {
    const { lead } = await caseOf(stage, progress);
    await onCase(stage, progress, OPERATOR, 'redispatchCase', { leadOrganizationCode: lead });
  },
  submitResults: async (stage, progress, at) => {
    await onTickets(stage, progress, 'submitTicketResult', ['HANDLING'], resultsOn(at));
  },
  sendToCheck: (stage, progress) =>
    onCase(stage, progress, OPERATOR, 'sendCaseToCheck', { checkerNumber: checker }),
  passCheck: (stage, progress) => onCase(stage, progress, checker, 'recordCheck', { outcome: 'PASSED' }),
  failCheck: async (stage, progress) => {
    const { tickets } = await caseOf(stage, progress);
    const ticketIds = tickets.slice(0, 1).map(({ id }) => id);
    const failed = { outcome: 'FAILED', ticketIds, reason: '整改不到位,现场仍有遗留' };
    await onCase(stage, progress, checker, 'recordCheck', failed);
  },
  close: (stage, progress) => onCase(stage, progress, SHIFT_LEADER, 'closeCase'),
  startLookBack: (stage, progress) =>
    onCase(stage, progress, headOf(progress.story.gridCode), 'startLookBack'),
  failLookBack: (stage, progress) =>
    onCase(stage, progress, headOf(progress.story.gridCode), 'recordLookBack', {
      outcome: 'FAILED',
      note: '问题反弹',
    }),
};

/** The centre of a unit grid, some metres aside for each story. */
function placeOf(gridCode: string, key: string): { longitude: number; latitude: number } {
  const [ring = []] = grids.find(({ code }) => code === gridCode)?.polygon.coordinates ?? [];
  const corners: readonly Position[] = ring.slice(1);
  const mean = (axis: 0 | 1): number =>
    corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length;
  const aside = [...key].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 20;
  return { longitude: mean(0) + aside / 10_000, latitude: mean(1) - aside / 10_000 };
}

function demandedBy({ channel, categoryCode, key }: Story): object {
  if (channel === 'SUPERIOR')
    return { superior: { level: 'CITY', documentNumber: `济环督〔示例〕${key}号` } };
  if (channel === 'CAMPAIGN') return { campaignCode: CAMPAIGN_OF[categoryCode] };
  if (channel === 'VIDEO') return { cameraId: cameras[key.length]?.id };
  return {};
}

/** The results of all three kinds: each category demands some of them. */
function resultsOn(at: Date): object {
  return {
    enforcement: { text: '责令立即改正', isViolationFound: true },
    verification: { text: '现场核实属实', isTrue: true },
    rectification: {
      text: '已完成整改',
      isRectified: true,
      rectifiedOn: new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10),
    },
  };
}
