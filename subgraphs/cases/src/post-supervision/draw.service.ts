import { randomBytes } from 'node:crypto';
import { newId } from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import { personOf, type Actor } from '@ecogrid/identity';
import { mutate, type MutationScope } from '@ecogrid/subgraph';
import type { Case, CaseChanges } from '../case/index.ts';
import type { PostSupervisionDraw } from './draw.entity.ts';
import type { Inspection } from './inspection.entity.ts';
import type { DrawPostSupervisionInput } from './post-supervision.input.ts';
import { mayDraw } from './post-supervision.policy.ts';
import type { Population, PostSupervisionRepository } from './post-supervision.repository.ts';
import type { SampleStrata } from './post-supervision.vocabulary.ts';
import { METHOD, digestOf, drawn, populationHash, type Quota } from './sample.rule.ts';

interface Parts {
  readonly scope: MutationScope;
  readonly supervision: PostSupervisionRepository;
  readonly changes: CaseChanges;
}

/** More than a district closes in a year; the whole population is stored with each draw. */
const POPULATION_MOST = 10_000;
/** More than the group inspects before the next draw. */
const SAMPLE_MOST = 200;
const STREET_CODE_LENGTH = 9;

/** Draws samples of closed cases so that anybody can draw them again. Article rows 43-44. */
export class DrawService {
  constructor(private readonly parts: Parts) {}

  draw(actor: Actor, input: DrawPostSupervisionInput): Promise<string> {
    if (!mayDraw(actor)) throw new EcoGridError('FORBIDDEN', { action: 'drawPostSupervision' });
    const quota = quotaOf(input);
    const period = populationOf(input);
    return mutate(this.parts.scope, actor, 'drawPostSupervision', input, async () => {
      const population = await this.parts.supervision.closedCases(period, POPULATION_MOST + 1);
      requireBetween('population', population.length, POPULATION_MOST);
      const draw = this.begun(actor, input, population);
      const rows = inspectionsOf(draw, population, quota);
      const sampled = rows.filter(({ isSampled }) => isSampled);
      requireBetween('sample', sampled.length, SAMPLE_MOST);
      await this.parts.supervision.insert({ ...draw, sampleCount: sampled.length }, rows);
      for (const row of sampled) await this.tell(actor, draw, population, row);
      return draw.id;
    });
  }

  /** The history of a drawn case says by whom, when and by which draw. */
  private async tell(
    actor: Actor,
    draw: PostSupervisionDraw,
    population: readonly Case[],
    row: Inspection,
  ): Promise<void> {
    const subject = population.find(({ id }) => id === row.caseId) as Case;
    const { version } = subject;
    const change = { action: 'drawForInspection', to: 'CLOSED', version, note: draw.id } as const;
    await this.parts.changes.follow(actor, subject, { ...change, set: { inspectionDueId: row.id } });
  }

  private begun(
    actor: Actor,
    input: DrawPostSupervisionInput,
    population: readonly Case[],
  ): PostSupervisionDraw {
    const { closedFrom, closedBefore, within = null, categoryCode = null, strata } = input;
    const { size = null, sharePercent = null, seed = randomBytes(16).toString('hex') } = input;
    return {
      id: newId(),
      ...{ closedFrom, closedBefore, within, categoryCode, strata, size, sharePercent, seed },
      ...{ method: METHOD, populationCount: population.length, sampleCount: 0 },
      populationHash: populationHash(population.map(({ id }) => id)),
      ...{ drawnBy: personOf(actor), drawnAt: this.parts.scope.clock.now() },
    };
  }
}

function inspectionsOf(draw: PostSupervisionDraw, population: readonly Case[], quota: Quota): Inspection[] {
  const { id: drawId, seed, strata, drawnAt } = draw;
  const candidates = population.map((subject) => ({ caseId: subject.id, stratum: STRATA[strata](subject) }));
  const sample = drawn(candidates, seed, quota);
  return candidates.map(({ caseId, stratum }) => ({
    ...{ id: newId(), drawId, caseId, stratum, drawnAt },
    digest: digestOf(seed, caseId),
    isSampled: sample.has(caseId),
    state: sample.has(caseId) ? 'DUE' : null,
    ...{ note: null, recordedBy: null, recordedAt: null },
  }));
}

const STRATA: Readonly<Record<keyof typeof SampleStrata, (subject: Case) => string>> = {
  NONE: () => '',
  STREET: ({ gridCode }) => gridCode?.slice(0, STREET_CODE_LENGTH) ?? '',
  CATEGORY: ({ categoryCode }) => categoryCode ?? '',
};

function quotaOf({ size, sharePercent }: DrawPostSupervisionInput): Quota {
  if (size !== undefined && sharePercent === undefined) return { size };
  if (sharePercent !== undefined && size === undefined) return { sharePercent };
  throw invalid('either size or sharePercent must be given');
}

function populationOf(input: DrawPostSupervisionInput): Population {
  const { closedFrom, closedBefore, within, categoryCode } = input;
  const [from, before] = [startOf(closedFrom), startOf(closedBefore)];
  if (!(from < before)) throw invalid('closedFrom and closedBefore must be days, the first before the other');
  return { from, before, within, categoryCode };
}

/** The first moment of a day in Asia/Shanghai. */
function startOf(day: string): Date {
  return new Date(`${day}T00:00:00.000+08:00`);
}

function invalid(problem: string): EcoGridError {
  return new EcoGridError('INPUT_INVALID', { problems: [problem] });
}

function requireBetween(what: string, count: number, most: number): void {
  if (count >= 1 && count <= most) return;
  const reason = count === 0 ? `the ${what} is empty` : `the ${what} is larger than ${most} cases`;
  throw new EcoGridError('GUARD_FAILED', { action: 'drawPostSupervision', guard: `${what}Bounded`, reason });
}
