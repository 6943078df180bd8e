import { randomBytes } from 'node:crypto';
import { newId } from '@ecogrid/database';
import { EcoGridError, term, type Problem } from '@ecogrid/errors';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import { personOf, type Actor } from '@ecogrid/identity';
import { shanghaiMidnight } from '@ecogrid/service';
import { perform, type MutationScope } from '@ecogrid/subgraph';
import type { HistoryService } from '../../case/index.ts';
import { streetOf } from '../../kernel/index.ts';
import type { Inspection } from './inspection.entity.ts';
import type { InspectionRepository } from './inspection.repository.ts';
import type { PopulationMember } from './population-member.entity.ts';
import { SAMPLE_MOST, type DrawSampleInput } from './post-supervision.input.ts';
import { mayDraw } from './post-supervision.policy.ts';
import type { SampleStrata } from './post-supervision.vocabulary.ts';
import type { PostSupervisionSample } from './sample.entity.ts';
import type { Population, PopulationCase, SampleRepository } from './sample.repository.ts';
import { METHOD, digestOf, drawn, populationHash, type Quota } from './sample.rule.ts';

const DAY_MS = 86_400_000;
const DRAW = term('drawSample', '抽取后督察样本', 'draw a sample of closed cases');

interface Parts {
  readonly scope: MutationScope;
  readonly samples: SampleRepository;
  readonly inspections: InspectionRepository;
  readonly history: HistoryService;
  readonly outbox: Outbox<TopicOf<'cases'>>;
}

interface Facts {
  readonly cases: readonly PopulationCase[];
  readonly seed: string;
}

interface Plan {
  readonly sample: PostSupervisionSample;
  readonly population: readonly PopulationMember[];
  readonly due: readonly Inspection[];
}

type Drawn = Pick<PostSupervisionSample, 'id'>;

/** More than a district closes in a year; the whole population is kept with each sample. */
const POPULATION_MOST = 10_000;
const SEED_BYTES = 16;

/** Draws reproducible samples of closed cases. docs/domain.md rows 43-44. */
export class SampleService {
  constructor(private readonly parts: Parts) {}

  /** @returns the id of the sample. */
  async draw(actor: Actor, input: DrawSampleInput): Promise<string> {
    const { scope, samples } = this.parts;
    const sample: Drawn = await perform(scope, actor, input, {
      operation: 'drawSample',
      admit: requireDrawer,
      load: async () => ({
        cases: await samples.population(populationOf(input), POPULATION_MOST + 1),
        seed: input.seed ?? randomBytes(SEED_BYTES).toString('hex'),
      }),
      decide: (facts, _input, now) => planned(personOf(actor), facts, input, now),
      write: (plan) => this.write(actor, plan),
      again: (id) => Promise.resolve({ id }),
    });
    return sample.id;
  }

  private async write(actor: Actor, { sample, population, due }: Plan): Promise<Drawn> {
    await this.parts.samples.insert(sample, population);
    await this.parts.inspections.insert(due);
    await this.record(actor, sample, due);
    return sample;
  }

  /** The history of a drawn case records the person, the time and the sample. */
  private async record(
    actor: Actor,
    sample: PostSupervisionSample,
    due: readonly Inspection[],
  ): Promise<void> {
    const { history, outbox } = this.parts;
    const drawing = { action: 'draw', from: null, to: 'DUE', actorRole: 'POST_SUPERVISION' } as const;
    for (const { id: thingId, caseId } of due)
      await history.append(actor, { caseId, thing: 'INSPECTION', thingId, ...drawing, note: sample.id });
    const { id: sampleId, within, seed, populationCount, populationHash: hash, sampleCount } = sample;
    const payload = { sampleId, seed, populationCount, populationHash: hash, sampleCount };
    await outbox.announce({
      topic: 'SampleDrawn',
      channel: within ?? '',
      aggregateId: sampleId,
      payload,
      occurredAt: sample.drawnAt,
    });
  }
}

/** @throws EcoGridError FORBIDDEN. */
function requireDrawer(actor: Actor): void {
  if (!mayDraw(actor)) throw new EcoGridError('FORBIDDEN', { action: DRAW });
}

/** @throws EcoGridError GUARD_FAILED for a population or a sample out of bounds. */
function planned(
  drawnBy: string | null,
  { cases, seed }: Facts,
  input: DrawSampleInput,
  drawnAt: Date,
): Plan {
  requireBetween('population', cases.length, POPULATION_MOST);
  const id = newId();
  const population = membersOf(id, cases, input.strata, seed, quotaOf(input));
  const due = population.filter(({ isSampled }) => isSampled).map((each) => inspectionOf(each, drawnAt));
  requireBetween('sample', due.length, SAMPLE_MOST);
  const { closedFrom, closedTo, within = null, categoryCode = null, strata } = input;
  const { size = null, sharePercent = null } = input;
  const populationCount = population.length;
  const hash = populationHash(population.map(({ caseId }) => caseId));
  const asked = { closedFrom, closedTo, within, categoryCode, strata, size, sharePercent };
  const found = { populationCount, populationHash: hash, sampleCount: due.length, drawnBy, drawnAt };
  return { sample: { id, seed, method: METHOD, ...asked, ...found }, population, due };
}

function inspectionOf({ sampleId, caseId }: PopulationMember, drawnAt: Date): Inspection {
  const open = { findings: null, recordedBy: null, recordedAt: null, lookBackId: null };
  return { id: newId(), version: 1, sampleId, caseId, state: 'DUE', drawnAt, ...open };
}

const STRATUM: Readonly<Record<keyof typeof SampleStrata, (subject: PopulationCase) => string>> = {
  NONE: () => '',
  STREET: ({ gridCode }) => streetOf(gridCode) ?? '',
  CATEGORY: ({ categoryCode }) => categoryCode ?? '',
};

function membersOf(
  sampleId: string,
  cases: readonly PopulationCase[],
  strata: keyof typeof SampleStrata,
  seed: string,
  quota: Quota,
): PopulationMember[] {
  const candidates = cases.map((each) => ({ caseId: each.id, stratum: STRATUM[strata](each) }));
  const sample = drawn(candidates, seed, quota);
  return candidates.map(({ caseId, stratum }) => ({
    id: newId(),
    sampleId,
    caseId,
    stratum,
    digest: digestOf(seed, caseId),
    isSampled: sample.has(caseId),
  }));
}

function quotaOf({ size, sharePercent }: DrawSampleInput): Quota {
  if (size !== undefined && sharePercent === undefined) return { size };
  if (sharePercent !== undefined && size === undefined) return { sharePercent };
  throw invalid({ path: 'input.size, input.sharePercent', problem: 'exactlyOne' });
}

function populationOf({ closedFrom, closedTo, within, categoryCode }: DrawSampleInput): Population {
  const from = shanghaiMidnight(closedFrom);
  const before = new Date(shanghaiMidnight(closedTo).getTime() + DAY_MS);
  if (from < before) return { from, before, within, categoryCode };
  throw invalid({ path: 'input.closedFrom, input.closedTo', problem: 'daySpan' });
}

function invalid(problem: Problem): EcoGridError {
  return new EcoGridError('INPUT_INVALID', { problems: [problem] });
}

function requireBetween(what: 'population' | 'sample', count: number, most: number): void {
  if (count >= 1 && count <= most) return;
  throw new EcoGridError('GUARD_FAILED', { action: DRAW, guard: `${what}Bounded`, count, most });
}
