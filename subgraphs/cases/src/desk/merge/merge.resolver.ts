import { Arg, Ctx, FieldResolver, Resolver, Root, Directive } from 'type-graphql';
import { PayloadMutation, type GraphContext } from '@ecogrid/subgraph';
import { Case, type CaseRepository } from '../../case/index.ts';
import { MOST_MERGED, type DuplicateRepository } from './duplicate.repository.ts';
import { MergeCaseInput, UnmergeCaseInput } from './merge.input.ts';
import type { MergeService } from './merge.service.ts';

const REFUSALS = 'FORBIDDEN, NOT_FOUND, STATE_NOT_ALLOWED, GUARD_FAILED, VERSION_STALE';

@Resolver(() => Case)
export class MergeResolver {
  constructor(
    private readonly service: MergeService,
    private readonly duplicates: DuplicateRepository,
    private readonly cases: CaseRepository,
  ) {}

  @PayloadMutation('case', () => Case, {
    description: `Merges a case into an earlier one of its category, near in place and time (合并); answers with the merged one. For operators. Errors: ${REFUSALS}.`,
  })
  mergeCase(
    @Arg('input', () => MergeCaseInput, { description: 'The case and the target case.' })
    input: MergeCaseInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.service.merge(actor, input);
  }

  @PayloadMutation('case', () => Case, {
    description: `Takes a merged case out again (取消合并): it is in the state it had. For operators. Errors: ${REFUSALS}.`,
  })
  unmergeCase(
    @Arg('input', () => UnmergeCaseInput, { description: 'The case.' }) input: UnmergeCaseInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.service.unmerge(actor, input);
  }

  @FieldResolver(() => Case, {
    nullable: true,
    description:
      'The case it was merged into (合并至); null when it was not, and for those who may not see that.',
  })
  mergedInto(@Root() { mergedIntoId }: Case, @Ctx() context: GraphContext): Promise<Case | null> {
    return mergedIntoId ? context.load(this.cases.byId, mergedIntoId) : Promise.resolve(null);
  }

  @Directive('@listSize(assumedSize: 10)')
  @FieldResolver(() => [Case], {
    description: `The cases merged into it that the actor may see, the oldest first, of the newest ${MOST_MERGED} at most (被合并案卷).`,
  })
  mergedCases(@Root() { id }: Case, @Ctx() context: GraphContext): Promise<Case[]> {
    return context.load(this.duplicates.mergedInto, id);
  }

  @Directive('@listSize(assumedSize: 5)')
  @FieldResolver(() => [Case], {
    description:
      'The earlier standing cases, 10 at most, that it could be merged into, the nearest first (疑似重复): of its category, within its distance and time.',
  })
  duplicateSuggestions(@Root() { id }: Case, @Ctx() context: GraphContext): Promise<Case[]> {
    return context.load(this.duplicates.suggestionsOf, id);
  }
}
