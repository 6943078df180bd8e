export { Attendance, Trainer, TrainingSession } from './training.entity.ts';
