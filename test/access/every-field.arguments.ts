import { ask } from '../testkit/client.ts';
import type { SystemAddress } from '../testkit/system.ts';
import type { Arguments, Selections } from './every-field.ts';
import type { Scene } from './scene.ts';

const NO_ID = '"00000000-0000-7000-8000-000000000000"';

/** The arguments of root fields that name the objects of a scene. */
export const argumentsOf = (scene: Scene): Arguments => ({
  'Query.appointment(id)': NO_ID,
  'Query.asset(id)': NO_ID,
  'Query.camera(id)': NO_ID,
  'Query.campaign(code)': '"CAMPAIGN-1"',
  'Query.case(id)': `"${scene.caseId}"`,
  'Query.caseHotSpots(from)': '"2026-01-01"',
  'Query.caseHotSpots(to)': '"2026-12-31"',
  'Query.category(code)': '"RIVER"',
  'Query.device(id)': `"${scene.deviceId}"`,
  'Query.division(code)': '"370871"',
  'Query.document(code)': '"DOC-HANDBOOK"',
  'Query.enterprise(id)': `"${scene.enterprise.id}"`,
  'Query.episode(id)': `"${scene.episodeId}"`,
  'Query.exceedance(id)': `"${scene.exceedanceId}"`,
  'Query.dryRunAlarmRule(rule)':
    '{ medium: WATER, pollutantCode: "w01018", averaging: DAILY, upper: "50", unit: "mg/L" }',
  'Query.dryRunAlarmRule(measuredSince)': '"2026-07-01T00:00:00Z"',
  'Query.dryRunAlarmRule(measuredBefore)': '"2026-07-02T00:00:00Z"',
  'Query.explainAlarm(episodeId)': `"${scene.episodeId}"`,
  'Query.explainRouting(input)': '{ categoryCode: "RIVER", gridCode: "370871001" }',
  'Query.explainScore(subjectCode)': '"DEPT-HOUSING"',
  'Query.explainScore(subjectKind)': 'DEPARTMENT',
  'Query.grid(code)': `"${scene.gridCode}"`,
  'Query.gridsAt(position)': '{ longitude: 116.622405, latitude: 35.409751 }',
  'Query.guideline(id)': NO_ID,
  'Query.inspection(id)': `"${scene.inspectionId}"`,
  'Query.intakeChannel(code)': '"MEMBER"',
  'Query.limitRule(id)': NO_ID,
  'Query.lookBack(id)': NO_ID,
  'Query.monitorPoint(id)': `"${scene.pointId}"`,
  'Query.organization(code)': '"DEPT-HOUSING"',
  'MonitorPoint.series(interval)': 'HOUR',
  'MonitorPoint.series(pollutantCode)': '"w01018"',
  'MonitorPoint.series(measuredSince)': '"2026-08-01T00:00:00Z"',
  'MonitorPoint.series(measuredBefore)': '"2026-08-02T00:00:00Z"',
  'Query.outlet(id)': `"${scene.outletId}"`,
  'Query.period(code)': '"2026-01"',
  'Query.person(number)': '"P0002"',
  'Query.phoneReminder(id)': NO_ID,
  'Query.pollutant(code)': '"w01018"',
  'Query.postSupervisionSample(id)': `"${scene.sampleId}"`,
  'Query.ranking(subjectKind)': 'DEPARTMENT',
  'Query.objectByReference(reference)': '"unknown"',
  'Query.objectByReference(system)': '"CITY-12345"',
  ...Object.fromEntries(
    Object.entries(scene.reading).map(([name, value]) => [
      `Query.reading(${name})`,
      name === 'statistic' || name === 'interval' ? String(value) : JSON.stringify(value),
    ]),
  ),
  'Query.directoryImport(number)': String(scene.directoryImportNumber),
  'Query.registerImport(number)': String(scene.registerImportNumber),
  'Query.registerChange(id)': `"${scene.registerChangeId}"`,
  'Query.report(id)': `"${scene.reportId}"`,
  'Query.ruleSet(code)': '"JN-GX-2026"',
  'Query.scoreEntry(id)': NO_ID,
  'Query.scoringRule(id)': NO_ID,
  'Query.supervisedObject(id)': `"${scene.enterprise.id}"`,
  'Query.ticket(id)': `"${scene.ticketId}"`,
  'Query.training(code)': '"TRAINING-1"',
});

/** Operations of a size that the gateway admits. A single field that it does not admit is left out. */
export async function admitted(system: SystemAddress, { query, halves }: Selections): Promise<string[]> {
  const { errors = [] } = await ask(system.url, undefined, query);
  if (errors.every(({ extensions }) => extensions.code !== 'OPERATION_TOO_LARGE')) return [query];
  const parts: string[] = [];
  for (const half of halves()) parts.push(...(await admitted(system, half)));
  return parts;
}
