import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { Episode } from '../neighbours/index.ts';
import { Case } from './case.entity.ts';
import type { CaseEpisodeRepository } from './case-episode.repository.ts';
import type { CaseRepository } from './case.repository.ts';

/** Episodes shown; the rest are found at the outlet. */
const MOST = 20;

/** The episodes of exceedance that a case is about. */
@Resolver(() => Case)
export class CaseEpisodesResolver {
  constructor(
    private readonly episodesOf: CaseEpisodeRepository,
    private readonly cases: CaseRepository,
  ) {}

  @Directive('@listSize(assumedSize: 20)')
  @FieldResolver(() => [Episode], {
    nullable: 'items',
    description: 'The newest episodes of exceedance that it is about, at most 20, newest first (超标时段).',
  })
  async episodes(@Root() { id }: Case, @Ctx() context: GraphContext): Promise<Episode[]> {
    const rows = await context.load(this.episodesOf.ofCase, id);
    return rows.slice(0, MOST).map(({ episodeId }) => ({ id: episodeId }));
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether an episode of it goes on (是否仍在超标); false for a case without instruments.',
  })
  async isExceeding(@Root() { id }: Case, @Ctx() context: GraphContext): Promise<boolean> {
    const rows = await context.load(this.episodesOf.ofCase, id);
    return rows.some(({ endedAt }) => endedAt === null);
  }

  @FieldResolver(() => Case, {
    nullable: true,
    description:
      'The closed case about the same outlet and factor that it follows (前案); null when there is none, and where the actor may not see it.',
  })
  async previousCase(@Root() { id }: Case, @Ctx() context: GraphContext): Promise<Case | null> {
    const rows = await context.load(this.episodesOf.ofCase, id);
    const previous = rows.find(({ previousCaseId }) => previousCaseId !== null)?.previousCaseId;
    return previous ? context.load(this.cases.byId, previous) : null;
  }
}
