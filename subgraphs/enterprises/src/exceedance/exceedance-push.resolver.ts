import {
  Args,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ObjectType,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { LoggedEvent } from '@ecogrid/events';
import { Push, pushOf, pushed, type GraphContext } from '@ecogrid/subgraph';
import { Person } from '../neighbours/index.ts';
import { Exceedance } from './exceedance.entity.ts';
import { EXCEEDANCE_RAISED, mayBePushed } from './exceedance.event.ts';
import { ExceedanceRaisedArguments } from './exceedance.input.ts';
import type { ExceedanceRepository } from './exceedance.repository.ts';
import { ExceedanceChange, ExceedanceState } from './exceedance.vocabulary.ts';

@ObjectType({ description: 'One push of an exceedance, and where to resume from (推送).' })
export class ExceedancePush extends Push {
  @Field(() => Date, { description: 'When the exceedance was raised, UTC.' })
  override occurredAt!: Date;

  @Field(() => ExceedanceChange, { description: 'The change (变化).' })
  action!: ExceedanceChange;

  @Field(() => ExceedanceState, {
    nullable: true,
    description: 'The state before; always null: it is new.',
  })
  from!: ExceedanceState | null;

  @Field(() => ExceedanceState, { description: 'The state after.' })
  to!: ExceedanceState;

  exceedanceId!: string;
}

interface SubscribeData {
  readonly args: ExceedanceRaisedArguments;
  readonly context: GraphContext;
}

function exceedancePushes({ args, context }: SubscribeData): Promise<AsyncIterableIterator<LoggedEvent>> {
  const { gridCode, after } = args;
  return pushed(context, {
    filter: { topics: [EXCEEDANCE_RAISED] },
    after,
    permits: (actor, event) => mayBePushed(actor, event, gridCode),
  });
}

@Resolver(() => ExceedancePush)
export class ExceedancePushResolver {
  constructor(private readonly exceedances: ExceedanceRepository) {}

  /** The gateway reads the tag: it resumes its clients from the cursor of the last push it passed on. */
  @Directive('@tag(name: "resumable")')
  @Subscription(() => ExceedancePush, {
    subscribe: (data) => exceedancePushes(data as SubscribeData),
    description:
      'Each exceedance that the actor may see, as it is raised (超标推送). Errors: INPUT_INVALID, CURSOR_INVALID, CURSOR_EXPIRED.',
  })
  exceedanceRaised(
    @Root() event: LoggedEvent,
    @Args(() => ExceedanceRaisedArguments) _args: ExceedanceRaisedArguments,
    @Ctx() context: GraphContext,
  ): ExceedancePush {
    const change = { action: 'RAISED', from: null, to: 'RAISED' } as const;
    return { ...pushOf(event, context), ...change, exceedanceId: event.aggregateId };
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person who did it; always null: a device measures (操作人).',
  })
  actor(): Person | null {
    return null;
  }

  @FieldResolver(() => Exceedance, { description: 'The exceedance (超标).' })
  exceedance(
    @Root() { exceedanceId }: ExceedancePush,
    @Ctx() context: GraphContext,
  ): Promise<Exceedance | null> {
    return context.load(this.exceedances.byId, exceedanceId);
  }
}
