export { MonitorPoint } from './monitor-point.entity.ts';
export { MonitorPointRepository } from './monitor-point.repository.ts';
export { MonitorPointResolver, OutletMonitorPointsResolver } from './monitor-point.resolver.ts';
