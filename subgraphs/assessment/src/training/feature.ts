import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import type { SubjectRepository } from '../subject/index.ts';
import { Attendance, Trainer, TrainingSession } from './training.entity.ts';
import { TrainingRepository } from './training.repository.ts';
import { AttendanceResolver, PersonTrainingsResolver, TrainingResolver } from './training.resolver.ts';

export function repositories(database: Database) {
  return { trainings: new TrainingRepository(database) };
}

type Parts = ReturnType<typeof repositories> & { readonly subjects: SubjectRepository };

export const feature: Feature<Parts> = {
  entities: [Trainer, TrainingSession, Attendance],
  resolvers: [
    [TrainingResolver, ({ trainings }) => new TrainingResolver(trainings)],
    [AttendanceResolver, ({ trainings, subjects }) => new AttendanceResolver(trainings, subjects)],
    [PersonTrainingsResolver, ({ trainings }) => new PersonTrainingsResolver(trainings)],
  ],
  references: ({ trainings }) => ({
    TrainingSession: ({ code }, context) => context.load(trainings.byCode, code ?? ''),
  }),
};
