import type { Database } from '@ecogrid/database';
import { shanghaiDay } from '@ecogrid/service';
import type { Base, Feature } from '@ecogrid/subgraph';
import type { SubjectRepository } from '../subject/index.ts';
import { Attendance, Trainer, TrainingSession } from './training.entity.ts';
import { TrainingRepository } from './training.repository.ts';
import { AttendanceResolver, PersonTrainingsResolver, TrainingResolver } from './training.resolver.ts';

export function repositories(database: Database) {
  return { trainings: new TrainingRepository(database) };
}

type Parts = Pick<Base, 'clock'> & ReturnType<typeof repositories> & { readonly subjects: SubjectRepository };

export const feature: Feature<Parts> = {
  entities: [Trainer, TrainingSession, Attendance],
  resolvers: [
    [TrainingResolver, ({ trainings }) => new TrainingResolver(trainings)],
    [AttendanceResolver, ({ trainings, subjects }) => new AttendanceResolver(trainings, subjects)],
    [PersonTrainingsResolver, ({ trainings }) => new PersonTrainingsResolver(trainings)],
  ],
  people:
    ({ subjects, clock }) =>
    (ids, { actor }) =>
      subjects.areVisible(ids, actor, shanghaiDay(clock.now())),
  references: ({ trainings }) => ({
    TrainingSession: ({ code }, context) => context.load(trainings.byCode, code ?? ''),
  }),
};
