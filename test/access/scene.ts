import { randomInt, randomUUID } from 'node:crypto';
import { demand } from '../testkit/client.ts';
import { mutationOf, type Done } from '../testkit/mutation.ts';
import {
  demonstrationPassword,
  Instrument,
  realTimePacket,
  worseThanBefore,
  type DeviceIdentity,
} from '../testkit/instrument.ts';
import { eventually } from '../../packages/service/dist/testing.js';
import type { SystemAddress } from '../testkit/system.ts';
import type { Cast } from './cast.ts';
import { inspect, type Inspected } from './inspected.ts';

/** One object of each type with restricted rows, all about the enterprise of the cast's enterprise user. */
export interface Scene extends Inspected {
  readonly enterprise: { readonly id: string; readonly creditCode: string };
  readonly gridCode: string;
  readonly outletId: string;
  readonly pointId: string;
  readonly deviceId: string;
  /** The undecided report of the cast's supervisor. */
  readonly reportId: string;
  /** A dispatched case that the desk opened, and the report it began with. */
  readonly caseId: string;
  readonly caseNumber: string;
  readonly caseReportId: string;
  /** The lead ticket of that case, in the hands of the housing department. */
  readonly ticketId: string;
  /** The e-mail to that department, which was never given up. */
  readonly emailId: string;
  /** The proposal of the enterprise to change its own data. */
  readonly registerChangeId: string;
  /** An import whose file is not uploaded. */
  readonly registerImportNumber: number;
  readonly directoryImportNumber: number;
  readonly exceedanceId: string;
  readonly episodeId: string;
  readonly reading: Readonly<Record<string, unknown>>;
  /** When the reading was measured, and a second later: nothing else was between. */
  readonly measuredAt: string;
  readonly measuredBefore: string;
  /** A cursor of before the case changed at all. */
  readonly caseCursor: string;
}

const DEVICE = `query { devices(first: 1) { edges { node {
  id mn systemType
  monitorPoint { id outlet { id position { longitude latitude } limitRules { averaging upper pollutant { code } }
    enterprise { id creditCode grid { code } } } }
} } } }`;
const EXCEEDANCES = `query ($outletId: ID!, $since: DateTime!) {
  exceedances(first: 1, outletId: $outletId, raisedSince: $since) { edges { node { id reading { deviceId pollutantCode statistic interval measuredAt sequence } } } }
  episodes(first: 1, outletId: $outletId, state: OPEN) { edges { node { id } } }
}`;

interface DeviceNode {
  readonly id: string;
  readonly mn: string;
  readonly systemType: DeviceIdentity['systemType'];
  readonly monitorPoint: {
    readonly id: string;
    readonly outlet: {
      readonly id: string;
      readonly position: { readonly longitude: number; readonly latitude: number };
      readonly limitRules: ReadonlyArray<{
        averaging: string;
        upper: string | null;
        pollutant: { code: string };
      }>;
      readonly enterprise: {
        readonly id: string;
        readonly creditCode: string;
        readonly grid: { readonly code: string };
      };
    };
  };
}

interface Edges<Node> {
  readonly edges: ReadonlyArray<{ readonly node: Node }>;
}

interface Versioned {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly leadTicket: { readonly id: string; readonly emails: ReadonlyArray<{ readonly id: string }> };
}

const key = (): string => randomUUID();
const WRITTEN_WITHIN_MS = 60_000;

/** The exceedance of a packet, and its device. */
export interface Raised {
  readonly device: DeviceNode;
  readonly exceedanceId: string;
  readonly episodeId: string;
  readonly reading: Readonly<Record<string, unknown>>;
  readonly measuredAt: string;
  readonly measuredBefore: string;
}

/** The enterprise of one of its users, which has devices of its own. */
export async function enterpriseOf({ url }: SystemAddress, user: string | undefined): Promise<string> {
  type Page = { devices: Edges<{ outlet: { enterprise: { id: string } } }> };
  const query = '{ devices(first: 1) { edges { node { outlet { enterprise { id } } } } } }';
  const { devices } = await demand<Page>(url, user, query);
  return devices.edges[0]?.node.outlet.enterprise.id ?? 'no enterprise has a device';
}

/** Sets the scene with the public means of its people; every run sets its own. */
export async function setScene(system: SystemAddress, cast: Cast): Promise<Scene> {
  const { device, ...raised } = await exceed(system, cast, cast.ENTERPRISE_USER);
  await strange(system, cast);
  const { id: pointId, outlet } = device.monitorPoint;
  const { enterprise, id: outletId } = outlet;
  const opened = await openCase(system, cast, enterprise.id);
  const inspected = await inspect(system, cast, enterprise.id);
  await score(system, cast);
  const reportId = await report(system, cast.SUPERVISOR, {
    place: outlet.position,
    placeDescription: '厂门口',
  });
  const gridCode = enterprise.grid.code;
  const registerChangeId = await propose(system, cast, enterprise.id);
  const registerImportNumber = await expectImport(system, cast.OPERATOR, 'Register', 'ENTERPRISES');
  const directoryImportNumber = await expectImport(system, cast.ADMINISTRATOR, 'Directory', 'PEOPLE');
  const ofDevice = { enterprise, gridCode, outletId, pointId, deviceId: device.id, ...raised };
  return {
    ...ofDevice,
    registerChangeId,
    registerImportNumber,
    directoryImportNumber,
    reportId,
    ...opened,
    ...inspected,
  };
}

/**
 * Sends one value beyond the limit of the user's own outlet. @returns the raised exceedance: the instrument's answer
 * says that it is stored.
 */
export async function exceed(system: SystemAddress, cast: Cast, user: string | undefined): Promise<Raised> {
  const { devices } = await demand<{ devices: Edges<DeviceNode> }>(system.url, user, DEVICE);
  const device = devices.edges[0]?.node;
  const { outlet } = device?.monitorPoint ?? {};
  const rule = outlet?.limitRules.find(({ averaging, upper }) => averaging === 'REAL_TIME' && upper);
  if (!device || !outlet || !rule) throw new Error('The enterprise has no device with a real-time limit.');
  const { mn, systemType } = device;
  const instrument = await Instrument.connect(system.hj212);
  const identity = { mn, systemType, password: demonstrationPassword(mn) };
  const at = someTimeAgo();
  const sentAt = new Date().toISOString();
  instrument.send(realTimePacket(identity, rule.pollutant.code, worseThanBefore(Number(rule.upper)), at));
  const answer = await instrument.answer();
  instrument.close();
  if (!answer.includes('CN=9014')) throw new Error(`The listener answered ${answer}`);
  const raised = await demand<{
    exceedances: Edges<{ id: string; reading: Readonly<Record<string, unknown>> }>;
    episodes: Edges<{ id: string }>;
  }>(system.url, cast.OPERATOR, EXCEEDANCES, { outletId: outlet.id, since: sentAt });
  const exceedance = raised.exceedances.edges[0]?.node;
  const episode = raised.episodes.edges[0]?.node;
  if (!exceedance || !episode) throw new Error('The packet raised no exceedance.');
  return {
    device,
    exceedanceId: exceedance.id,
    episodeId: episode.id,
    reading: exceedance.reading,
    measuredAt: at.toISOString(),
    measuredBefore: new Date(at.getTime() + 1_000).toISOString(),
  };
}

/** A device sends that is not registered; the desk finds it in its worklist a little later. */
async function strange({ url, hj212 }: SystemAddress, cast: Cast): Promise<void> {
  const instrument = await Instrument.connect(hj212);
  instrument.send(
    realTimePacket(
      { mn: 'STRANGER', systemType: 'WATER_SOURCE', password: '123456' },
      'w01018',
      1,
      new Date(),
    ),
  );
  await instrument.answer();
  instrument.close();
  const look = () =>
    demand<{ unknownDevices: Edges<object> }>(
      url,
      cast.OPERATOR,
      '{ unknownDevices { edges { node { id } } } }',
    );
  await eventually(look, ({ unknownDevices }) => unknownDevices.edges.length > 0, WRITTEN_WITHIN_MS);
}

/** A reading's time is in whole seconds, and the same time is the same reading: late data, each of a time of its own. */
const someTimeAgo = (): Date => new Date((Math.floor(Date.now() / 1_000) - randomInt(1, 1_000_000)) * 1_000);

async function report({ url }: SystemAddress, token: string | undefined, what: object): Promise<string> {
  const input = { idempotencyKey: key(), description: '排口有异味', ...what };
  const mutation = 'mutation ($input: SubmitReportInput!) { submitReport(input: $input) { reportId } }';
  const { submitReport } = await demand<{ submitReport: { reportId: string } }>(url, token, mutation, {
    input,
  });
  return submitReport.reportId;
}

/** The enterprise names another contact, and the desk has not decided yet. */
async function propose({ url }: SystemAddress, cast: Cast, objectId: string): Promise<string> {
  const asked = 'query ($id: ID!) { supervisedObject(id: $id) { version } }';
  type Found = { supervisedObject: { version: number } };
  const { version } = (await demand<Found>(url, cast.OPERATOR, asked, { id: objectId })).supervisedObject;
  const input = { idempotencyKey: key(), objectId, version, attributes: { contactName: '示例联系人' } };
  const mutation = mutationOf('changeObject', 'id');
  return (await demand<Done<{ id: string }>>(url, cast.ENTERPRISE_USER, mutation, { input })).done.thing.id;
}

/** One entry in the ledger, about the department that has the ticket. */
async function score({ url }: SystemAddress, cast: Cast): Promise<void> {
  const input = {
    idempotencyKey: key(),
    ruleCode: 'DEPARTMENT-SHIRKING',
    subjectCode: 'DEPT-HOUSING',
    reason: '推诿',
  };
  await demand(
    url,
    cast.ASSESSOR,
    'mutation ($input: PostManualEntryInput!) { postManualEntry(input: $input) { scoreEntry { id } } }',
    { input },
  );
}

/** A case about the enterprise, from the desk's own report to its dispatch. */
export async function openCase(
  system: SystemAddress,
  cast: Cast,
  enterpriseId: string,
  lead = 'DEPT-HOUSING',
): Promise<Pick<Scene, 'caseId' | 'caseNumber' | 'caseReportId' | 'ticketId' | 'emailId' | 'caseCursor'>> {
  const { url } = system;
  const { changeCursor: caseCursor } = await demand<{ changeCursor: string }>(
    url,
    cast.OPERATOR,
    '{ changeCursor }',
  );
  const object = { id: enterpriseId };
  const caseReportId = await report(system, cast.OPERATOR, { categoryCode: 'WATER_EXCEEDANCE', object });
  const act = async (token: string | undefined, name: string, input: object): Promise<Versioned> => {
    const mutation = mutationOf(name, 'id version number leadTicket { id emails { id } }');
    const whole = { input: { idempotencyKey: key(), ...input } };
    return (await demand<Done<Versioned>>(url, token, mutation, whole)).done.thing;
  };
  const { id: caseId, number: caseNumber } = await act(cast.OPERATOR, 'adoptReport', {
    reportId: caseReportId,
    version: 1,
    summary: '排口有异味,需核查',
  });
  const accepted = await act(cast.OPERATOR, 'acceptCase', { caseId, version: 1 });
  const filed = await act(cast.SHIFT_LEADER, 'fileCase', { caseId, version: accepted.version });
  const dispatch = { caseId, version: filed.version, leadOrganizationCode: lead };
  const { leadTicket } = await act(cast.OPERATOR, 'dispatchCase', dispatch);
  const emailId = leadTicket.emails[0]?.id ?? 'no email was written';
  return { caseId, caseNumber, caseReportId, ticketId: leadTicket.id, emailId, caseCursor };
}

async function expectImport(
  system: SystemAddress,
  user: string | undefined,
  word: string,
  kind: string,
): Promise<number> {
  const content = { format: 'CSV', sizeBytes: 1, sha256: '0'.repeat(64) };
  const { root } = await demand<{ root: { import: { number: number } } }>(
    system.url,
    user,
    `mutation ($input: CreateImportInput!) { root: create${word}Import(input: $input) { import { number } } }`,
    { input: { idempotencyKey: randomUUID(), kind, ...content } },
  );
  return root.import.number;
}
