export { Attendance, Trainer, TrainingSession, TrainingTopic } from './training.entity.ts';
export { TrainingRepository } from './training.repository.ts';
export { AttendanceResolver, PersonTrainingsResolver, TrainingResolver } from './training.resolver.ts';
