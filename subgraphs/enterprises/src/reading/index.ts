export { Reading } from './reading.entity.ts';
export { ReadingStream } from './reading-stream.entity.ts';
export { ReadingRepository } from './reading.repository.ts';
export { DataFlag, ReadingInterval, ReadingStatistic } from './reading.vocabulary.ts';
export { readingKey } from './reading.repository.ts';
export {
  ReadingStore,
  type KeptReadings,
  type SentReadings,
  type SentValue,
} from './reading-store.repository.ts';
export { ReadingCorrection } from './reading-correction.entity.ts';
