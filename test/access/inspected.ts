import { randomUUID } from 'node:crypto';
import { Desk } from '../journeys/desk.ts';
import { ask, demand } from '../testkit/client.ts';
import type { SystemAddress } from '../testkit/system.ts';
import type { Cast } from './cast.ts';

/** A closed case that the post-supervision group drew, and has not looked at yet. */
export interface Inspected {
  readonly closedCaseId: string;
  readonly inspectionId: string;
  readonly sampleId: string;
}

interface Drawn {
  readonly case: {
    readonly inspections: ReadonlyArray<{ readonly id: string; readonly sample: { readonly id: string } }>;
  };
}

/** Nothing else is ever closed in this category: no other test's case is drawn. */
const CATEGORY = 'OTHER';
const DRAW = 'mutation ($input: DrawSampleInput!) { drawSample(input: $input) { sample { id } } }';
const INSPECTIONS = 'query ($id: ID!) { case(id: $id) { inspections { id sample { id } } } }';

/** A case about the enterprise from its report to its closing, and into a sample. */
export async function inspect(system: SystemAddress, cast: Cast, enterpriseId: string): Promise<Inspected> {
  const desk = new Desk(system);
  const object = { id: enterpriseId };
  const { reportId } = await desk.submit('operator', { categoryCode: CATEGORY, object });
  const closedCaseId = await desk.adopt(reportId);
  await desk.file(closedCaseId);
  await desk.onCase('operator', 'dispatchCase', closedCaseId, { leadOrganizationCode: 'DEPT-HOUSING' });
  await desk.answered('housing', closedCaseId, 'DEPT-HOUSING');
  await desk.closed(closedCaseId);
  await draw(system, cast);
  const found = await demand<Drawn>(system.url, cast.OPERATOR, INSPECTIONS, { id: closedCaseId });
  const [inspection] = found.case.inspections;
  if (!inspection) throw new Error('The closed case was not drawn.');
  return { closedCaseId, inspectionId: inspection.id, sampleId: inspection.sample.id };
}

/** All of the category that await no inspection; another scene that is set right now may have drawn them before. */
async function draw({ url }: SystemAddress, cast: Cast): Promise<void> {
  const period = { closedFrom: '2020-01-01', closedTo: '2999-01-01' };
  const input = { idempotencyKey: randomUUID(), ...period, categoryCode: CATEGORY, sharePercent: 100 };
  const { errors } = await ask(url, cast.POST_SUPERVISION, DRAW, { input });
  const refusal = errors?.[0]?.extensions.code ?? 'GUARD_FAILED';
  if (refusal !== 'GUARD_FAILED') throw new Error(`The sample was answered ${JSON.stringify(errors)}`);
}
