import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { shanghaiDay, type Clock } from '@ecogrid/service';
import { Day, PayloadMutation, type GraphContext } from '@ecogrid/subgraph';
import { Category, isEffective } from '../category/index.ts';
import { Guideline, GuidelineClause } from './guideline.entity.ts';
import { PublishGuidelineInput } from './guideline.input.ts';
import { MOST_CLAUSES, MOST_GUIDELINES, type GuidelineRepository } from './guideline.repository.ts';
import type { GuidelineService } from './guideline.service.ts';

@Resolver(() => Guideline)
export class GuidelineResolver {
  constructor(
    private readonly guidelines: GuidelineRepository,
    private readonly clock: Clock,
    private readonly service: GuidelineService,
  ) {}

  @PayloadMutation('guideline', () => Guideline, {
    description:
      'Publishes an industry guideline or its next version, from a day to come (发布行业导则). For shift leaders. Errors: FORBIDDEN, GUARD_FAILED, VERSION_STALE.',
  })
  publishGuideline(
    @Arg('input', () => PublishGuidelineInput, { description: 'The guideline, and from when.' })
    input: PublishGuidelineInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Guideline> {
    return this.service.publish(actor, input);
  }

  @Query(() => Guideline, {
    nullable: true,
    description: 'A version of an industry guideline by its id; null when there is none.',
  })
  guideline(
    @Arg('id', () => ID, { description: 'UUIDv7.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<Guideline | null> {
    return context.load(this.guidelines.byId, id);
  }

  @Directive('@listSize(assumedSize: 50)')
  @Query(() => [Guideline], {
    name: 'guidelines',
    description: `The industry guidelines in force on a day, by code, ${MOST_GUIDELINES} at most (行业导则).`,
  })
  list(
    @Arg('on', () => Day, {
      nullable: true,
      description: 'The day; absent: today.',
    })
    on?: string,
  ): Promise<Guideline[]> {
    return this.guidelines.on(on ?? shanghaiDay(this.clock.now()));
  }

  @Directive('@listSize(assumedSize: 30)')
  @FieldResolver(() => [GuidelineClause], {
    description: `Its clauses, in order, ${MOST_CLAUSES} at most (条款).`,
  })
  clauses(@Root() { id }: Guideline, @Ctx() context: GraphContext): Promise<GuidelineClause[]> {
    return context.load(this.guidelines.clausesOf, id);
  }
}

@Resolver(() => Category)
export class CategoryGuidelineResolver {
  constructor(
    private readonly guidelines: GuidelineRepository,
    private readonly clock: Clock,
  ) {}

  @FieldResolver(() => Guideline, {
    name: 'guideline',
    nullable: true,
    description:
      'The industry guideline that such cases are measured by, as it is today (行业导则); null where none is.',
  })
  async of(@Root() { guidelineCode }: Category, @Ctx() context: GraphContext): Promise<Guideline | null> {
    if (!guidelineCode) return null;
    const day = shanghaiDay(this.clock.now());
    const versions = await context.load(this.guidelines.ofCodes, guidelineCode);
    return versions.find((each) => isEffective(each, day)) ?? null;
  }
}
