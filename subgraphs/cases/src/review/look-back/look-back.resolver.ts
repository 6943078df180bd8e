import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import {
  PayloadMutation,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Case, maySeeHistory, type CaseRepository } from '../../case/index.ts';
import { Grid, Person, personFor } from '../../neighbours/index.ts';
import { LookBack } from './look-back.entity.ts';
import { LookBacksArguments, RecordLookBackInput, StartLookBackInput } from './look-back.input.ts';
import { MOST_LOOK_BACKS, type LookBackRepository } from './look-back.repository.ts';
import type { LookBackService } from './look-back.service.ts';

const LookBackConnection = connectionType('LookBack', () => LookBack);
const REFUSALS = 'FORBIDDEN, NOT_FOUND, STATE_NOT_ALLOWED, GUARD_FAILED, VERSION_STALE';

@Resolver(() => Case)
export class CaseLookBackResolver {
  constructor(
    private readonly service: LookBackService,
    private readonly repository: LookBackRepository,
  ) {}

  @PayloadMutation('case', () => Case, {
    description: `Begins a look-back at a closed case (开始回头看). For the head and the members of its grid and for post-supervision. Errors: ${REFUSALS}.`,
  })
  startLookBack(
    @Arg('input', () => StartLookBackInput, { description: 'The case.' }) input: StartLookBackInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.service.start(actor, input);
  }

  @PayloadMutation('case', () => Case, {
    description: `Records the result of a look-back (回头看结论), begun or not; a failure reopens the case. For the head and the members of its grid and for post-supervision. Errors: ${REFUSALS}.`,
  })
  recordLookBack(
    @Arg('input', () => RecordLookBackInput, { description: 'The case and the outcome.' })
    input: RecordLookBackInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.service.record(actor, input);
  }

  @Directive('@listSize(assumedSize: 5)')
  @FieldResolver(() => [LookBack], {
    description: `The look-backs at it, one for each closing, in order, the newest ${MOST_LOOK_BACKS} at most (回头看); empty for departments and enterprises.`,
  })
  lookBacks(@Root() { id }: Case, @Ctx() context: GraphContext): Promise<LookBack[]> {
    return context.load(this.repository.ofCases, id);
  }

  @FieldResolver(() => LookBack, {
    nullable: true,
    description:
      'The look-back whose failure reopened it last (引起重新立案的回头看); null when none did, and for those who may not see it.',
  })
  reopenedBy(@Root() { reopenedByLookBackId }: Case, @Ctx() context: GraphContext): Promise<LookBack | null> {
    return reopenedByLookBackId
      ? context.load(this.repository.byId, reopenedByLookBackId)
      : Promise.resolve(null);
  }
}

@Resolver(() => LookBack)
export class LookBackResolver {
  constructor(
    private readonly repository: LookBackRepository,
    private readonly cases: CaseRepository,
  ) {}

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The findings (说明); null without findings, and for BI and assessors.',
  })
  note(@Root() lookBack: LookBack, @Ctx() { actor }: GraphContext): string | null {
    return maySeeHistory(actor, lookBack) ? lookBack.note : null;
  }

  @Query(() => LookBack, {
    nullable: true,
    description: 'A look-back (回头看) by its id; null when there is none the actor may see.',
  })
  lookBack(
    @Arg('id', () => ID, { description: 'UUIDv7.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<LookBack | null> {
    return context.load(this.repository.byId, id);
  }

  @Query(() => LookBackConnection, {
    name: 'lookBacks',
    description: 'The look-backs that the actor may see, the first due first (回头看).',
  })
  async list(
    @Args(() => LookBacksArguments) args: LookBacksArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<LookBack>> {
    return connectionOf(await this.repository.page(args, actor, args), args);
  }

  @FieldResolver(() => Case, {
    name: 'case',
    nullable: true,
    description: 'The case looked back at; null for those who may not see it.',
  })
  of(@Root() { caseId }: LookBack, @Ctx() context: GraphContext): Promise<Case | null> {
    return context.load(this.cases.byId, caseId);
  }

  @FieldResolver(() => Grid, {
    nullable: true,
    description: 'The grid of the case (属地); null when it was removed.',
  })
  grid(@Root() { gridCode }: LookBack): Grid {
    return { code: gridCode };
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person who recorded it (回头看人); null while it is due.',
  })
  recorder(@Root() { recordedBy }: LookBack, @Ctx() context: GraphContext): Person | null {
    return personFor(context, recordedBy);
  }
}
