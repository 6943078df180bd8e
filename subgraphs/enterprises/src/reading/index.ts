export { Reading } from './reading.entity.ts';
export { ReadingRepository } from './reading.repository.ts';
export { DataFlag, ReadingInterval, ReadingStatistic } from './reading.vocabulary.ts';
