import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { somewhere, type Desk, type Player } from '../journeys/desk.ts';
import { demand } from '../testkit/client.ts';
import { enterpriseTable, importOf, startImport, type Import } from '../testkit/imports.ts';
import { mutationOf, type Done } from '../testkit/mutation.ts';
import { outsideOf, stored } from '../testkit/outside.ts';
import type { SystemAddress } from '../testkit/system.ts';
import { today } from '../testkit/today.ts';
import { eventually } from '../../packages/service/dist/testing.js';
import type { Cast, Member } from './cast.ts';
import { FREE_TEXTS } from './root-fields.table.ts';
import type { Scene } from './scene.ts';

export type Group = keyof typeof FREE_TEXTS;
const GROUPS = Object.entries(FREE_TEXTS) as ReadonlyArray<readonly [Group, readonly string[]]>;

/** One word for each free text of the public API. */
export const CANARIES: ReadonlyMap<string, string> = new Map(
  GROUPS.flatMap(([, texts]) => texts.map((text) => [text, `canary${randomBytes(6).toString('hex')}`])),
);
const textOf = new Map([...CANARIES].map(([text, word]) => [word, text]));
const groupOf = new Map(GROUPS.flatMap(([group, texts]) => texts.map((text) => [text, group] as const)));

/** The free texts whose words stand in a received text. */
export function heard(received: string): string[] {
  return (received.match(/canary[\da-f]{12}/g) ?? []).flatMap((word) => textOf.get(word) ?? []);
}

export const groupOfText = (text: string): Group => groupOf.get(text) as Group;

/** The ids of the things with these words. */
export interface Said {
  readonly texts: ReadonlySet<string>;
  readonly caseId: string;
  readonly ticketId: string;
  readonly reportId: string;
  readonly reportIds: readonly string[];
  readonly emailId: string;
  readonly reminderId: string;
  readonly objectId: string;
  readonly limitRuleId: string;
  readonly calendarVersion: string;
  readonly documentCode: string;
  readonly personNumber: string;
  readonly organizationCode: string;
  /** A case of a superior that was rejected. */
  readonly rejectedCaseId: string;
}

const LONG_MS = 120_000;
const WATER = 'DEPT-WATER';
const HOUSING = 'DEPT-HOUSING';
const FARMS = 'DEPT-AGRICULTURE';
/** A day on which a version published here has no effect on other tests. */
const FAR = '2999-01-01';
const PLACE = { longitude: 116.622405, latitude: 35.409751 };

/** Says each word by the mutation that takes it, as the person who may: all that is possible on one case and its tickets. */
export class Speaker {
  readonly texts = new Set<string>();
  private readonly system: SystemAddress;
  private readonly cast: Cast;
  private readonly desk: Desk;

  constructor(system: SystemAddress, cast: Cast, desk: Desk) {
    this.system = system;
    this.cast = cast;
    this.desk = desk;
  }

  async all(scene: Scene): Promise<Said> {
    const reported = await this.reports(scene);
    const { caseId } = reported;
    await this.verified(caseId);
    const handled = await this.handled(caseId);
    await this.ended(caseId, scene);
    const published = await this.published();
    await this.scored();
    const objectId = await this.registered(scene);
    await this.undone();
    const employed = await this.employed();
    const rejectedCaseId = await this.refused();
    const { id: ticketId } = await this.desk.ticket(caseId, HOUSING);
    return {
      texts: this.texts,
      ...reported,
      ticketId,
      ...handled,
      objectId,
      rejectedCaseId,
      ...published,
      ...employed,
    };
  }

  private say(text: string, around = ''): string {
    const word = CANARIES.get(text);
    if (!word) throw new Error(`${text} is no free text of the table`);
    this.texts.add(text);
    return `${around}${word}`;
  }

  private async ask<Data>(member: Member, query: string, variables: object = {}): Promise<Data> {
    return demand<Data>(this.system.url, this.cast[member], query, { ...variables });
  }

  private async act<Thing>(member: Member, name: string, selection: string, given: object): Promise<Thing> {
    const input = { idempotencyKey: randomUUID(), ...given };
    return (await this.ask<Done<Thing>>(member, mutationOf(name, selection), { input })).done.thing;
  }

  /** A mutation that shows no thing of its own. */
  private async post<Thing>(member: Member, name: string, selection: string, given: object): Promise<Thing> {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const input = { idempotencyKey: randomUUID(), ...given };
    const query = `mutation ($input: ${type}!) { done: ${name}(input: $input) { ${selection} } }`;
    return (await this.ask<{ done: Thing }>(member, query, { input })).done;
  }

  private async submit(who: Player, more: object = {}): Promise<string> {
    const words = {
      description: this.say('SubmitReport.description', '我是王某某 '),
      placeDescription: this.say('SubmitReport.placeDescription', '家对面 '),
    };
    return (await this.desk.submit(who, { ...words, ...more })).reportId;
  }

  /** Of an operator's call, of the public, and of a member with a review by the next level: one case. */
  private async reports(scene: Scene): Promise<Pick<Said, 'caseId' | 'reportId' | 'reportIds'>> {
    const name = this.say('SubmitReport.object.name', '举报的工地 ');
    const object = { id: scene.enterprise.id, kind: 'CONSTRUCTION_SITE', name };
    const reportId = await this.submit('operator', {
      object,
      channelCode: 'OPERATOR',
      categoryCode: 'RIVER',
    });
    const words = {
      title: this.say('AdoptReport.title', '河道 '),
      summary: this.say('AdoptReport.summary', '河道水体异常 '),
      objectName: this.say('AdoptReport.objectName', '排口 '),
    };
    const { id: caseId } = await this.act<{ id: string }>('OPERATOR', 'adoptReport', 'id', {
      reportId,
      version: 1,
      ...words,
    });
    const second = await this.submit('public', { object: { kind: object.kind, name }, place: PLACE });
    const onSite = { answer: 'TRUE', note: this.say('VerifyReport.note', '举报人在场 ') };
    await this.desk.onReport('member', 'verifyReport', second, onSite);
    await this.desk.onReport('operator', 'adoptReport', second, { caseId });
    const third = await this.submit('member', { channelCode: 'MEMBER', place: PLACE });
    const review = { decision: 'APPROVED', note: this.say('ReviewReport.note', '举报人属实 ') };
    await this.desk.onReport('head', 'reviewReport', third, review);
    await this.desk.onReport('operator', 'adoptReport', third, { caseId });
    return { caseId, reportId, reportIds: [reportId, second] };
  }

  private async verified(caseId: string): Promise<void> {
    const { desk } = this;
    await desk.onCase('operator', 'amendCase', caseId, {
      title: this.say('AmendCase.title', '河道 '),
      summary: this.say('AmendCase.summary', '河道水体异常 '),
      objectName: this.say('AmendCase.objectName', '排口 '),
    });
    await desk.onCase('operator', 'sendCaseToVerify', caseId);
    const found = { answer: 'TRUE', place: PLACE, note: this.say('RecordVerification.note', '举报人在场 ') };
    await desk.onCase('member', 'recordVerification', caseId, found);
    await desk.onCase('operator', 'moveCase', caseId, {
      place: { ...PLACE, latitude: PLACE.latitude + 0.0001 },
      reason: this.say('MoveCase.reason', '位置更正 '),
    });
    await desk.onCase('operator', 'requestVoid', caseId, { reason: this.say('RequestVoid.reason', '重复 ') });
    const kept = { decision: 'DECLINED', note: this.say('DecideVoid.note', '不重复 ') };
    await desk.onCase('leader', 'decideVoid', caseId, kept);
    await desk.file(caseId);
  }

  /** Sent to the wrong department, returned, handled by another with each kind of request. @returns the e-mail to that, and the call. */
  private async handled(caseId: string): Promise<Pick<Said, 'emailId' | 'reminderId'>> {
    const { desk } = this;
    const decide = async (who: Player, org: string): Promise<unknown> =>
      desk.onTicket(who, 'decideTicketRequest', caseId, org, {
        decision: 'APPROVED',
        note: this.say('DecideTicketRequest.note', '同意 '),
      });
    await desk.onCase('operator', 'dispatchCase', caseId, {
      leadOrganizationCode: WATER,
      assistingOrganizationCodes: [FARMS],
      instruction: this.say('DispatchCase.instruction', '请办理 '),
    });
    const recall = { reason: this.say('RecallTicket.reason', '派错 ') };
    await desk.onTicket('operator', 'recallTicket', caseId, FARMS, recall);
    const wrong = { reason: this.say('RequestReturn.reason', '不归我单位 ') };
    await desk.onTicket('water', 'requestReturn', caseId, WATER, wrong);
    await decide('operator', WATER);
    await desk.onCase('operator', 'redispatchCase', caseId, {
      leadOrganizationCode: HOUSING,
      instruction: this.say('RedispatchCase.instruction', '请办理 '),
    });
    const { id: ticketId, emails } = await desk.ticket(caseId, HOUSING);
    const reminderId = await this.called(caseId, ticketId);
    await desk.onTicket('housing', 'acknowledgeTicket', caseId, HOUSING);
    const pause = { reason: this.say('RequestSuspension.reason', '等待检测 ') };
    await desk.onTicket('housing', 'requestSuspension', caseId, HOUSING, pause);
    await decide('leader', HOUSING);
    await desk.onTicket('housing', 'resumeTicket', caseId, HOUSING);
    const wish = { extendByWorkMinutes: 60, reason: this.say('RequestExtension.reason', '人手不足 ') };
    await desk.onTicket('housing', 'requestExtension', caseId, HOUSING, wish);
    await decide('operator', HOUSING);
    await desk.onTicket('housing', 'submitTicketResult', caseId, HOUSING, this.results());
    return { emailId: emails[0]?.id ?? 'no e-mail was written', reminderId };
  }

  /** A call falls due after hours of work: its row is put into the database. @returns its id. */
  private async called(caseId: string, ticketId: string): Promise<string> {
    const outside = await outsideOf(this.system, 'cases');
    const id = randomUUID();
    const [at] = await outside.rows<{ grid: string }>('SELECT grid_code AS grid FROM ticket WHERE id = ?', [
      ticketId,
    ]);
    const now = stored(Date.now());
    await outside.fill('phone_reminder', [
      {
        id,
        version: 1,
        ticket_id: ticketId,
        open_ticket_id: ticketId,
        case_id: caseId,
        organization_code: HOUSING,
        grid_code: at?.grid ?? '',
        reason: 'UNACKNOWLEDGED',
        state: 'OPEN',
        since: now,
        next_attempt_at: now,
      },
    ]);
    await outside.close();
    await this.post('OPERATOR', 'logPhoneReminder', 'phoneReminder { id }', {
      reminderId: id,
      version: 1,
      outcome: 'REACHED',
      callee: this.say('LogPhoneReminder.callee', '值班室 '),
      note: this.say('LogPhoneReminder.note', '已告知 '),
    });
    return id;
  }

  private results(): object {
    return {
      enforcement: {
        text: this.say('SubmitTicketResult.enforcement.text', '责令改正 '),
        documentNumber: this.say('SubmitTicketResult.enforcement.documentNumber', '文 '),
        isViolationFound: true,
      },
      verification: { text: this.say('SubmitTicketResult.verification.text', '属实 '), isTrue: true },
      rectification: {
        text: this.say('SubmitTicketResult.rectification.text', '已整改 '),
        isRectified: true,
        rectifiedOn: today(),
      },
    };
  }

  /** Checked twice, closed, looked back on; the inspection of another case, which is drawn already. */
  private async ended(caseId: string, { inspectionId }: Scene): Promise<void> {
    const { desk } = this;
    const { id } = await desk.ticket(caseId, HOUSING);
    const reason = this.say('RecordCheck.reason', '未清理 ');
    await desk.checked(caseId, { outcome: 'FAILED', ticketIds: [id], reason });
    await desk.onTicket('housing', 'submitTicketResult', caseId, HOUSING, this.results());
    await desk.closed(caseId);
    await desk.onCase('head', 'startLookBack', caseId);
    const note = this.say('RecordLookBack.note', '未反弹 ');
    await desk.onCase('head', 'recordLookBack', caseId, { outcome: 'PASSED', note });
    const findings = this.say('RecordInspection.findings', '资料齐全 ');
    const inspected = { inspectionId, version: 1, outcome: 'PASSED', findings };
    await this.post('POST_SUPERVISION', 'recordInspection', 'inspection { id }', inspected);
  }

  private async published(): Promise<Pick<Said, 'limitRuleId' | 'calendarVersion' | 'documentCode'>> {
    const rule = { rank: 1, role: 'LEAD', categoryCode: 'RIVER', organizationCode: WATER };
    const [stands, ended] = ['STANDS', 'ENDED'].map((name) =>
      `${name}-${randomBytes(4).toString('hex')}`.toUpperCase(),
    );
    for (const code of [stands, ended])
      await this.post('SHIFT_LEADER', 'publishRoutingRule', 'routingRule { code }', {
        ...rule,
        code,
        version: 0,
        effectiveFrom: FAR,
        reason: this.say('PublishRoutingRule.reason', '职责调整 '),
      });
    await this.post('SHIFT_LEADER', 'endRoutingRule', 'routingRule { code }', {
      code: ended,
      version: 1,
      effectiveTo: '2999-02-01',
      reason: this.say('EndRoutingRule.reason', '职责取消 '),
    });
    const calendarVersion = `said-${randomBytes(4).toString('hex')}`;
    await this.post('SHIFT_LEADER', 'publishWorkCalendar', 'workCalendar { version }', {
      version: calendarVersion,
      days: [],
      effectiveFrom: `${FAR}T00:00:00Z`,
      source: this.say('PublishWorkCalendar.source', '国办发 '),
    });
    const limit = { medium: 'WATER', pollutantCode: 'w01018', averaging: 'DAILY', upper: '50', unit: 'mg/L' };
    const published = await this.post<{ limitRule: { id: string } }>(
      'OPERATOR',
      'publishLimitRule',
      'limitRule { id }',
      {
        rule: limit,
        effectiveFrom: FAR,
        standard: this.say('PublishLimitRule.standard', 'GB '),
        basisNote: this.say('PublishLimitRule.basisNote', '依据 '),
      },
    );
    const documentCode = await this.publishedTexts();
    return { limitRuleId: published.limitRule.id, calendarVersion, documentCode };
  }

  /** The tables that come in versions, each with a reason. @returns the code of the document. */
  private async publishedTexts(): Promise<string> {
    const code = `SAID-${randomBytes(4).toString('hex')}`.toUpperCase();
    const effectiveFrom = FAR;
    const minutes = { acknowledgeMinutes: 60, phoneAfterMinutes: 60, noAnswerMinutes: 60 };
    await this.post('SHIFT_LEADER', 'publishDeadlinePolicy', 'deadlinePolicy { id }', {
      categoryCode: 'RIVER',
      effectiveFrom,
      warnPercent: 75,
      warnLeadMinutes: 60,
      escalateEveryMinutes: 60,
      escalationLevels: ['OPERATOR'],
      wrongNumberMinutes: 60,
      ...minutes,
      reason: this.say('PublishDeadlinePolicy.reason', '时限调整 '),
    });
    await this.post('SHIFT_LEADER', 'publishGuideline', 'guideline { id }', {
      code,
      effectiveFrom,
      ...this.inBoth('PublishGuideline', 'name'),
      source: this.say('PublishGuideline.source', '国标 '),
      clauses: [this.inBoth('PublishGuideline.clauses', 'text')],
      reason: this.say('PublishGuideline.reason', '导则更新 '),
    });
    const rule = { code, subjectKind: 'DEPARTMENT', kind: 'MANUAL', pointsHundredths: 1 };
    await this.post('ASSESSOR', 'publishRuleSet', 'ruleSet { id }', {
      code,
      effectiveFrom,
      baseHundredths: 0,
      floorHundredths: 0,
      ceilingHundredths: 0,
      ...this.inBoth('PublishRuleSet', 'name'),
      rules: [{ ...rule, ...this.inBoth('PublishRuleSet.rules', 'text') }],
      reason: this.say('PublishRuleSet.reason', '规则更新 '),
    });
    await this.post('ASSESSOR', 'publishDocument', 'document { id }', {
      code,
      effectiveFrom,
      type: 'HANDBOOK',
      version: '1',
      issuerOrganizationCode: 'DEPT-ENVIRONMENT',
      ...this.inBoth('PublishDocument', 'title'),
      reason: this.say('PublishDocument.reason', '手册更新 '),
    });
    return code;
  }

  /** A text in both languages. */
  private inBoth(path: string, field: string): object {
    return {
      [field]: this.say(`${path}.${field}`, '中文 '),
      [`${field}En`]: this.say(`${path}.${field}En`, 'English '),
    };
  }

  private async scored(): Promise<void> {
    const entry = await this.post<{ scoreEntry: { id: string } }>(
      'ASSESSOR',
      'postManualEntry',
      'scoreEntry { id }',
      {
        ruleCode: 'DEPARTMENT-SHIRKING',
        subjectCode: HOUSING,
        reason: this.say('PostManualEntry.reason', '推诿 '),
      },
    );
    await this.post('ASSESSOR', 'reverseEntry', 'scoreEntry { id }', {
      entryId: entry.scoreEntry.id,
      reason: this.say('ReverseEntry.reason', '更正 '),
    });
  }

  /** An organization, and a person of another one with an account. */
  private async employed(): Promise<Pick<Said, 'personNumber' | 'organizationCode'>> {
    const organizationCode = `DEPT-SAID${randomInt(1_000_000)}`;
    await this.post('ADMINISTRATOR', 'registerOrganization', 'organization { code }', {
      code: organizationCode,
      kind: 'DEPARTMENT',
      divisionCode: '370871',
      email: 'said@ecogrid.example',
      phone: '0537-1500000',
      name: this.say('RegisterOrganization.name', '局 '),
      nameEn: this.say('RegisterOrganization.nameEn', 'Office '),
      shortName: this.say('RegisterOrganization.shortName'),
    });
    const personNumber = `P9${String(randomInt(1_000_000)).padStart(6, '0')}`;
    await this.post('ADMINISTRATOR', 'registerPerson', 'person { id }', {
      number: personNumber,
      phone: '15400000000',
      organizationCode: WATER,
      name: this.say('RegisterPerson.name', '王 '),
    });
    const subject = this.say('LinkAccount.subject');
    await this.post('ADMINISTRATOR', 'linkAccount', 'person { id }', { personNumber, subject });
    await this.renamed(`${organizationCode}X`, `${personNumber}X`);
    return { personNumber, organizationCode };
  }

  /** Another organization and another person, whose names are changed: the words of the first ones stay. */
  private async renamed(organizationCode: string, personNumber: string): Promise<void> {
    await this.post('ADMINISTRATOR', 'registerOrganization', 'organization { code }', {
      code: organizationCode,
      kind: 'DEPARTMENT',
      divisionCode: '370871',
      email: 'said@ecogrid.example',
      phone: '0537-1500000',
      name: '某局',
      nameEn: 'Office',
      shortName: '局',
    });
    await this.post('ADMINISTRATOR', 'changeOrganization', 'organization { code }', {
      code: organizationCode,
      version: 1,
      name: this.say('ChangeOrganization.name', '局 '),
      nameEn: this.say('ChangeOrganization.nameEn', 'Office '),
      shortName: this.say('ChangeOrganization.shortName'),
    });
    await this.post('ADMINISTRATOR', 'registerPerson', 'person { id }', {
      number: personNumber,
      phone: '15400000000',
      organizationCode: WATER,
      name: '某人',
    });
    await this.post('ADMINISTRATOR', 'changePerson', 'person { id }', {
      number: personNumber,
      version: 1,
      name: this.say('ChangePerson.name', '王 '),
    });
  }

  /** An enterprise that is registered, changed, linked and closed, and the decision on the proposal of another. */
  /** An import without rows is undone. */
  private async undone(): Promise<void> {
    const { url } = this.system;
    const desk = this.cast.OPERATOR ?? '';
    const content = await enterpriseTable(url, desk, 0, '');
    const number = await startImport(url, desk, content);
    const isDone = ({ state }: Import): boolean => state === 'IMPORTED';
    const { version } = await eventually(() => importOf(url, desk, number), isDone, LONG_MS);
    const input = { number, version, reason: this.say('UndoImport.reason', '导错文件 ') };
    await demand(
      url,
      desk,
      'mutation ($input: UndoImportInput!) { undoRegisterImport(input: $input) { import { id } } }',
      { input: { idempotencyKey: randomUUID(), ...input } },
    );
  }

  private async registered({ registerChangeId }: Scene): Promise<string> {
    const attributes = (mutation: string): object => ({
      name: this.say(`${mutation}.attributes.name`, '企业 '),
      nameEn: this.say(`${mutation}.attributes.nameEn`, 'Works '),
      address: this.say(`${mutation}.attributes.address`, '示例路 '),
      phone: this.say(`${mutation}.attributes.phone`),
      contactName: this.say(`${mutation}.attributes.contactName`, '王 '),
      industryName: this.say(`${mutation}.attributes.industryName`, '制造 '),
    });
    const { object } = await this.act<{ object: { id: string } }>(
      'OPERATOR',
      'registerObject',
      'object { id }',
      {
        kind: 'ENTERPRISE',
        attributes: {
          ...attributes('RegisterObject'),
          divisionCode: '370871001',
          position: PLACE,
          industryCode: 'C2614',
          // The last in the order of codes: other files take the first enterprise, which each subgraph must know.
          creditCode: '91990000MA9999999X',
          creditCodeOverrideReason: this.say(
            'RegisterObject.attributes.creditCodeOverrideReason',
            '早期赋码 ',
          ),
        },
        note: this.say('RegisterObject.note', '新增 '),
      },
    );
    const objectId = object.id;
    const change = { objectId, attributes: attributes('ChangeObject'), note: this.say('ChangeObject.note') };
    await this.act('OPERATOR', 'changeObject', 'id', { version: 1, ...change });
    const reference = this.say('LinkObject.reference');
    await this.post('OPERATOR', 'linkObject', 'object { id }', {
      objectId,
      version: 2,
      system: 'CITY-12345',
      reference,
    });
    const reason = this.say('CloseObject.reason', '关停 ');
    await this.act('OPERATOR', 'closeObject', 'id', { objectId, version: 3, reason });
    await this.post('OPERATOR', 'decideRegisterChange', 'change { id }', {
      changeId: registerChangeId,
      version: 1,
      decision: 'DECLINED',
      note: this.say('DecideRegisterChange.note', '不同意 '),
    });
    return objectId;
  }

  /** A case of a superior and a report of a member. @returns the id of the case. */
  private async refused(): Promise<string> {
    const { desk } = this;
    const documentNumber = this.say('SubmitReport.superior.documentNumber', '济环督 ');
    const superior = { level: 'CITY', documentNumber };
    const assigned = { channelCode: 'SUPERIOR', place: somewhere(), categoryCode: 'RIVER', superior };
    const { reportId } = await desk.submit('city', assigned);
    const reason = this.say('RejectCase.reason', '不属监管范围 ');
    const caseId = await desk.adopt(reportId);
    await desk.onCase('operator', 'rejectCase', caseId, { reason });
    const other = await desk.submit('member', { channelCode: 'MEMBER', place: somewhere() });
    await desk.onReport('operator', 'rejectReport', other.reportId, {
      reason: this.say('RejectReport.reason', '不属实 '),
    });
    return caseId;
  }
}
