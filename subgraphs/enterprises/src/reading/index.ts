export { Reading } from './reading.entity.ts';
export { ReadingRepository } from './reading.repository.ts';
export { DeviceReadingsResolver, MonitorPointReadingsResolver, ReadingResolver } from './reading.resolver.ts';
export { DataFlag, ReadingInterval, ReadingStatistic } from './reading.vocabulary.ts';
