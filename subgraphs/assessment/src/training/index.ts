export { Attendance, Trainer, TrainingSession, TrainingTopic } from './training.entity.ts';
