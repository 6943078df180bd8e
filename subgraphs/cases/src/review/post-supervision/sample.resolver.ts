import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { EMPTY_PAGE, nestedPageKey } from '@ecogrid/database';
import {
  PayloadMutation,
  PageArguments,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Case, type CaseRepository } from '../../case/index.ts';
import { Person, personFor } from '../../neighbours/index.ts';
import type { Inspection } from './inspection.entity.ts';
import type { InspectionRepository } from './inspection.repository.ts';
import { InspectionConnection } from './inspection.resolver.ts';
import { PopulationMember } from './population-member.entity.ts';
import { DrawSampleInput } from './post-supervision.input.ts';
import { maySeePostSupervision } from './post-supervision.policy.ts';
import { PostSupervisionSample } from './sample.entity.ts';
import type { SampleRepository } from './sample.repository.ts';
import type { SampleService } from './sample.service.ts';

const SampleConnection = connectionType('PostSupervisionSample', () => PostSupervisionSample);
const PopulationConnection = connectionType('PopulationMember', () => PopulationMember);

@Resolver(() => PostSupervisionSample)
export class SampleResolver {
  constructor(
    private readonly service: SampleService,
    private readonly samples: SampleRepository,
    private readonly inspecting: InspectionRepository,
  ) {}

  @PayloadMutation('sample', () => PostSupervisionSample, {
    description:
      'Draws a sample of closed cases (后督察抽查), which its stored seed and population reproduce. Cases that await an inspection are excluded. For post-supervision. Errors: FORBIDDEN, INPUT_INVALID, GUARD_FAILED (the population or the sample is empty or too large).',
  })
  async drawSample(
    @Arg('input', () => DrawSampleInput, {
      description: 'The days of closing, the number of cases and the seed.',
    })
    input: DrawSampleInput,
    @Ctx() context: GraphContext,
  ): Promise<PostSupervisionSample> {
    const id = await this.service.draw(context.actor, input);
    return (await context.load(this.samples.byId, id)) as PostSupervisionSample;
  }

  @Query(() => PostSupervisionSample, {
    nullable: true,
    description: 'A sample by its id (后督察抽查); null when there is none that the actor may see.',
  })
  postSupervisionSample(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<PostSupervisionSample | null> {
    return context.load(this.samples.byId, id);
  }

  @Query(() => SampleConnection, {
    description: 'The samples, the newest first (后督察抽查); empty for those who see not every closed case.',
  })
  async postSupervisionSamples(
    @Args(() => PageArguments) args: PageArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<PostSupervisionSample>> {
    return connectionOf(maySeePostSupervision(actor) ? await this.samples.page(args) : EMPTY_PAGE, args);
  }

  @FieldResolver(() => PopulationConnection, {
    description: 'All cases that it was drawn from, in the order that the seed gives them (总体).',
  })
  async population(
    @Root() { id }: PostSupervisionSample,
    @Args(() => PageArguments) { first, after }: PageArguments,
    @Ctx() context: GraphContext,
  ): Promise<Connection<PopulationMember>> {
    const key = nestedPageKey(id, { first, after });
    return connectionOf(await context.load(this.samples.populationOf, key), { after });
  }

  @FieldResolver(() => InspectionConnection, {
    description: 'The inspections of the cases that were drawn (样本).',
  })
  async inspections(
    @Root() { id }: PostSupervisionSample,
    @Args(() => PageArguments) { first, after }: PageArguments,
    @Ctx() context: GraphContext,
  ): Promise<Connection<Inspection>> {
    const key = nestedPageKey(id, { first, after });
    return connectionOf(await context.load(this.inspecting.ofSamples, key), { after });
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person who drew it (抽取人); null for a service.',
  })
  drawer(@Root() { drawnBy }: PostSupervisionSample, @Ctx() context: GraphContext): Person | null {
    return personFor(context, drawnBy);
  }
}

@Resolver(() => PopulationMember)
export class PopulationMemberResolver {
  constructor(private readonly cases: CaseRepository) {}

  @FieldResolver(() => Case, {
    name: 'case',
    nullable: true,
    description: 'The case; null for those who may not see it.',
  })
  of(@Root() { caseId }: PopulationMember, @Ctx() context: GraphContext): Promise<Case | null> {
    return context.load(this.cases.byId, caseId);
  }
}
