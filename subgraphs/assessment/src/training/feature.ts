import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import { Attendance, Trainer, TrainingSession } from './training.entity.ts';
import { TrainingRepository } from './training.repository.ts';
import { AttendanceResolver, PersonTrainingsResolver, TrainingResolver } from './training.resolver.ts';

export function repositories(database: Database) {
  return { trainings: new TrainingRepository(database) };
}

export const feature: Feature<ReturnType<typeof repositories>> = {
  entities: [Trainer, TrainingSession, Attendance],
  resolvers: [
    [TrainingResolver, ({ trainings }) => new TrainingResolver(trainings)],
    [AttendanceResolver, ({ trainings }) => new AttendanceResolver(trainings)],
    [PersonTrainingsResolver, ({ trainings }) => new PersonTrainingsResolver(trainings)],
  ],
  references: ({ trainings }) => ({
    TrainingSession: ({ code }, context) => context.load(trainings.byCode, code ?? ''),
  }),
};
