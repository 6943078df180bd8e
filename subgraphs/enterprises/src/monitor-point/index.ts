export { MonitorPoint, MonitorPointKind } from './monitor-point.entity.ts';
export { MonitorPointRepository } from './monitor-point.repository.ts';
