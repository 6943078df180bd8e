import { randomUUID } from 'node:crypto';
import { demand } from '../testkit/client.ts';
import { Instrument, realTimePacket } from '../testkit/instrument.ts';
import type { SystemAddress } from '../testkit/system.ts';
import type { Cast } from './cast.ts';

/** One of each thing whose rows not everybody may see, all about the enterprise of the cast's enterprise user. */
export interface Scene {
  readonly enterprise: { readonly id: string; readonly creditCode: string };
  readonly gridCode: string;
  readonly outletId: string;
  readonly pointId: string;
  readonly deviceId: string;
  /** What the cast's supervisor reported; nobody has decided about it. */
  readonly reportId: string;
  /** A dispatched case that the desk opened, and the report it began with. */
  readonly caseId: string;
  readonly caseNumber: string;
  readonly caseReportId: string;
  /** The lead ticket of that case, in the hands of the housing department. */
  readonly ticketId: string;
  readonly exceedanceId: string;
  readonly readingId: string;
  /** A cursor of before the case changed at all. */
  readonly caseCursor: string;
}

const PLACE = `query { me { person { number } } devices(first: 1) { edges { node {
  id mn systemType
  monitorPoint { id outlet { id position { longitude latitude } limitRules { averaging upper pollutant { code } }
    enterprise { id creditCode grid { code } } } }
} } } }`;
const PASSWORD = `query ($mn: String!) { devices(mn: $mn) { edges { node { password } } } }`;
const EXCEEDANCES = `query ($outletId: ID!) { exceedances(first: 1, outletId: $outletId) { edges { node { id reading { id } } } } }`;

interface DeviceNode {
  readonly id: string;
  readonly mn: string;
  readonly systemType: string;
  readonly monitorPoint: {
    readonly id: string;
    readonly outlet: {
      readonly id: string;
      readonly position: { readonly longitude: number; readonly latitude: number };
      readonly limitRules: ReadonlyArray<{ averaging: string; upper: string | null; pollutant: { code: string } }>;
      readonly enterprise: { readonly id: string; readonly creditCode: string; readonly grid: { readonly code: string } };
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
  readonly leadTicket: { readonly id: string };
}

const key = (): string => randomUUID();

/** Sets the scene with the public means of its people; every run sets its own. */
export async function setScene(system: SystemAddress, cast: Cast): Promise<Scene> {
  const { devices } = await demand<{ devices: Edges<DeviceNode> }>(system.url, cast.ENTERPRISE_USER, PLACE);
  const device = devices.edges[0]?.node;
  if (!device) throw new Error('The enterprise of the cast has no device.');
  const { id: pointId, outlet } = device.monitorPoint;
  const { enterprise, id: outletId } = outlet;
  await exceed(system, cast, device);
  const exceedance = await exceedanceOf(system, cast, outletId);
  const opened = await openCase(system, cast, enterprise.id);
  await score(system, cast);
  const reportId = await report(system, cast.SUPERVISOR, { place: outlet.position, placeDescription: '厂门口' });
  return {
    enterprise,
    gridCode: enterprise.grid.code,
    outletId,
    pointId,
    deviceId: device.id,
    reportId,
    exceedanceId: exceedance.id,
    readingId: exceedance.reading.id,
    ...opened,
  };
}

/** The instrument answers 9014 once the reading is stored, and the exceedance with it. */
async function exceed(system: SystemAddress, cast: Cast, { mn, systemType, monitorPoint }: DeviceNode): Promise<void> {
  const known = await demand<{ devices: Edges<{ password: string }> }>(system.url, cast.SHIFT_LEADER, PASSWORD, { mn });
  const rule = monitorPoint.outlet.limitRules.find(({ averaging, upper }) => averaging === 'REAL_TIME' && upper);
  if (!rule) throw new Error('The outlet of the cast has no real-time limit.');
  const instrument = await Instrument.connect(system.hj212);
  const password = known.devices.edges[0]?.node.password ?? '';
  instrument.send(realTimePacket({ mn, systemType, password }, rule.pollutant.code, Number(rule.upper) * 1.5, new Date()));
  const answer = await instrument.answer();
  instrument.close();
  if (!answer.includes('CN=9014')) throw new Error(`The listener answered ${answer}`);
}

async function exceedanceOf({ url }: SystemAddress, cast: Cast, outletId: string): Promise<{ id: string; reading: { id: string } }> {
  const { exceedances } = await demand<{ exceedances: Edges<{ id: string; reading: { id: string } }> }>(
    url,
    cast.OPERATOR,
    EXCEEDANCES,
    { outletId },
  );
  const found = exceedances.edges[0]?.node;
  if (!found) throw new Error('The packet raised no exceedance.');
  return found;
}

async function report({ url }: SystemAddress, token: string | undefined, what: object): Promise<string> {
  const input = { idempotencyKey: key(), description: '排口有异味', ...what };
  const mutation = 'mutation ($input: SubmitReportInput!) { submitReport(input: $input) { reportId } }';
  const { submitReport } = await demand<{ submitReport: { reportId: string } }>(url, token, mutation, { input });
  return submitReport.reportId;
}

/** One entry in the ledger, about the department that has the ticket. */
async function score({ url }: SystemAddress, cast: Cast): Promise<void> {
  const input = { idempotencyKey: key(), ruleCode: 'DEPARTMENT-SHIRKING', subjectCode: 'DEPT-HOUSING', reason: '推诿' };
  await demand(url, cast.ASSESSOR, 'mutation ($input: PostManualEntryInput!) { postManualEntry(input: $input) { id } }', { input });
}

/** A case about the enterprise, from the desk's own report to its dispatch. */
export async function openCase(
  system: SystemAddress,
  cast: Cast,
  enterpriseId: string,
  lead = 'DEPT-HOUSING',
): Promise<Pick<Scene, 'caseId' | 'caseNumber' | 'caseReportId' | 'ticketId' | 'caseCursor'>> {
  const { url } = system;
  const { changeCursor: caseCursor } = await demand<{ changeCursor: string }>(url, cast.OPERATOR, '{ changeCursor }');
  const object = { kind: 'ENTERPRISE', enterpriseId };
  const caseReportId = await report(system, cast.OPERATOR, { categoryCode: 'WATER_EXCEEDANCE', object });
  const act = async (token: string | undefined, name: string, input: object): Promise<Versioned> => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const mutation = `mutation ($input: ${type}!) { done: ${name}(input: $input) { id version number leadTicket { id } } }`;
    return (await demand<{ done: Versioned }>(url, token, mutation, { input: { idempotencyKey: key(), ...input } })).done;
  };
  const { id: caseId, number: caseNumber } = await act(cast.OPERATOR, 'adoptReport', { reportId: caseReportId, version: 1 });
  const accepted = await act(cast.OPERATOR, 'acceptCase', { caseId, version: 1 });
  const filed = await act(cast.SHIFT_LEADER, 'fileCase', { caseId, version: accepted.version });
  const dispatch = { caseId, version: filed.version, leadOrganizationCode: lead };
  const { leadTicket } = await act(cast.OPERATOR, 'dispatchCase', dispatch);
  return { caseId, caseNumber, caseReportId, ticketId: leadTicket.id, caseCursor };
}
