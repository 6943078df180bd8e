export { ClockSegment } from './clock-segment.entity.ts';
export { ClockSegmentRepository } from './clock-segment.repository.ts';
