import { Arg, Args, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { EMPTY_PAGE, nestedPageKey } from '@ecogrid/database';
import {
  Decimal,
  PageArguments,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { decimalOf } from '../ledger/index.ts';
import { Person } from '../neighbours/index.ts';
import type { SubjectRepository } from '../subject/index.ts';
import { isStaff, maySeePeople } from '@ecogrid/identity';
import { Attendance, Trainer, TrainingSession, TrainingTopic } from './training.entity.ts';
import { mayReadTestScore } from './training.policy.ts';
import { MOST_OF_PERSON, type TrainingRepository } from './training.repository.ts';

const AttendanceConnection = connectionType('Attendance', () => Attendance);
const TrainingConnection = connectionType('TrainingSession', () => TrainingSession);

@Resolver(() => TrainingSession)
export class TrainingResolver {
  constructor(private readonly trainings: TrainingRepository) {}

  @Query(() => TrainingSession, {
    nullable: true,
    description: 'A training by its code; null when there is none, and for those outside the system.',
  })
  training(
    @Arg('code', () => String, { description: 'Its stable code, such as TRAINING-1.' }) code: string,
    @Ctx() context: GraphContext,
  ): Promise<TrainingSession | null> {
    return context.load(this.trainings.byCode, code);
  }

  @Query(() => TrainingConnection, {
    name: 'trainings',
    description: 'Trainings by day; empty for those outside the system. docs/domain.md rows 46-50.',
  })
  async list(
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { actor }: GraphContext,
    @Arg('topic', () => TrainingTopic, { nullable: true, description: 'Only trainings on this topic.' })
    topic?: TrainingTopic,
  ): Promise<Connection<TrainingSession>> {
    return connectionOf(isStaff(actor) ? await this.trainings.page(topic, page) : EMPTY_PAGE, page);
  }

  @FieldResolver(() => Trainer, {
    nullable: true,
    description: 'The trainer (讲师); null when the record was removed.',
  })
  trainer(@Root() { trainerId }: TrainingSession, @Ctx() context: GraphContext): Promise<Trainer | null> {
    return context.load(this.trainings.trainerById, trainerId);
  }

  @FieldResolver(() => AttendanceConnection, {
    description: 'The invited people with their attendance and result (培训记录).',
  })
  async attendances(
    @Root() { id }: TrainingSession,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: GraphContext,
  ): Promise<Connection<Attendance>> {
    return connectionOf(await context.load(this.trainings.attendancesOf, nestedPageKey(id, page)), page);
  }
}

@Resolver(() => Attendance)
export class AttendanceResolver {
  constructor(
    private readonly trainings: TrainingRepository,
    private readonly subjects: SubjectRepository,
  ) {}

  @FieldResolver(() => TrainingSession, {
    nullable: true,
    description: 'The training; null when its record is gone.',
  })
  session(@Root() { sessionId }: Attendance, @Ctx() context: GraphContext): Promise<TrainingSession | null> {
    return context.load(this.trainings.byId, sessionId);
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person who was invited (学员); null for actors who may not see people.',
  })
  person(@Root() { personId }: Attendance, @Ctx() { actor }: GraphContext): Person | null {
    return maySeePeople(actor) ? { id: personId } : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The pseudonym of the person who was invited, the same in every training and period (假名). For BI and assessors; null for others.',
  })
  personPseudonym(@Root() { personId }: Attendance, @Ctx() context: GraphContext): Promise<string | null> {
    return context.load(this.subjects.pseudonymOf, personId);
  }

  @Directive('@tag(name: "personal")')
  @FieldResolver(() => Decimal, {
    nullable: true,
    description:
      'Result of the closing test, 0.00 to 100.00 points. Null when absent or when there was no test, and for all but assessors, the desk and the person.',
  })
  testScore(
    @Root() { personId, scoreHundredths }: Attendance,
    @Ctx() { actor }: GraphContext,
  ): string | null {
    return scoreHundredths !== null && mayReadTestScore(actor, personId) ? decimalOf(scoreHundredths) : null;
  }
}

@Resolver(() => Person)
export class PersonTrainingsResolver {
  constructor(private readonly trainings: TrainingRepository) {}

  @Directive('@listSize(assumedSize: 50)')
  @FieldResolver(() => [Attendance], {
    name: 'trainings',
    description: `The trainings the person was invited to, the newest ${MOST_OF_PERSON} at most (参训记录); empty for those outside the system.`,
  })
  ofPerson(@Root() { id }: Person, @Ctx() context: GraphContext): Promise<Attendance[]> {
    return context.load(this.trainings.ofPeople, id);
  }
}
