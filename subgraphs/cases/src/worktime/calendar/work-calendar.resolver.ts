import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ObjectType,
  Query,
  Resolver,
  Root,
  Directive,
} from 'type-graphql';
import type { Clock } from '@ecogrid/service';
import { PayloadMutation, type GraphContext } from '@ecogrid/subgraph';
import { writtenSession, type WrittenSession } from './session.rule.ts';
import { MOST_SESSIONS, WorkCalendarDay, WorkCalendarVersion } from './work-calendar.entity.ts';
import { DaysArguments, PublishWorkCalendarInput } from './work-calendar.input.ts';
import {
  MOST_DAYS,
  MOST_VERSIONS,
  daysKey,
  type WorkCalendarRepository,
} from './work-calendar.repository.ts';
import type { WorkCalendarService } from './work-calendar.service.ts';

const LAST_DAY = '9999-12-31';

@ObjectType('WorkSession', { description: 'Working hours of a day (工作时段).' })
class WorkSessionType implements WrittenSession {
  @Field(() => String, { description: 'HH:MM, Asia/Shanghai.' })
  from!: string;

  @Field(() => String, { description: 'HH:MM, Asia/Shanghai; not included.' })
  until!: string;
}

@Resolver(() => WorkCalendarVersion)
export class WorkCalendarResolver {
  constructor(
    private readonly service: WorkCalendarService,
    private readonly repository: WorkCalendarRepository,
    private readonly clock: Clock,
  ) {}

  @Query(() => WorkCalendarVersion, {
    nullable: true,
    description:
      'The working calendar by which due times are computed (工作日历): the version in effect at a moment, or the one that is named. Null where there is none.',
  })
  workCalendar(
    @Arg('version', () => String, { nullable: true, description: 'The version; absent: by moment.' })
    version?: string,
    @Arg('at', () => Date, { nullable: true, description: 'The moment, UTC; absent: now.' }) at?: Date,
  ): Promise<WorkCalendarVersion | null> {
    return version ? this.repository.find(version) : this.repository.effective(at ?? this.clock.now());
  }

  @Directive('@listSize(assumedSize: 50)')
  @Query(() => [WorkCalendarVersion], {
    description: `Every version of the working calendar, the one in effect last first: one or two a year, the newest ${MOST_VERSIONS} at most.`,
  })
  workCalendars(): Promise<WorkCalendarVersion[]> {
    return this.repository.versions();
  }

  @PayloadMutation('workCalendar', () => WorkCalendarVersion, {
    description:
      'Publishes a version of the working calendar (发布工作日历), as a yearly notice asks. Due times already computed stay as they are, and say by which version. For shift leaders. Errors: FORBIDDEN, GUARD_FAILED, INPUT_INVALID.',
  })
  publishWorkCalendar(
    @Arg('input', () => PublishWorkCalendarInput, { description: 'The version and its changes.' })
    input: PublishWorkCalendarInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<WorkCalendarVersion> {
    return this.service.publish(actor, input);
  }

  @Directive('@listSize(assumedSize: 4)')
  @FieldResolver(() => [WorkSessionType], {
    description: `The hours of each working day, ${MOST_SESSIONS} at most (工作时段).`,
  })
  sessions(@Root() { sessions }: WorkCalendarVersion): WrittenSession[] {
    return sessions.map(writtenSession);
  }

  @Directive('@listSize(assumedSize: 400)')
  @FieldResolver(() => [WorkCalendarDay], {
    description: `The days that notices change, in order, the last ${MOST_DAYS} at most (节假日与调休).`,
  })
  days(
    @Root() { version }: WorkCalendarVersion,
    @Args(() => DaysArguments) { from = '', to = LAST_DAY }: DaysArguments,
    @Ctx() context: GraphContext,
  ): Promise<WorkCalendarDay[]> {
    return context.load(this.repository.daysOf, daysKey(version, from, to));
  }
}
