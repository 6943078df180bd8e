export { Device, type DeviceFactorSetting } from './device.entity.ts';
export { DeviceRepository } from './device.repository.ts';
export { DeviceFactorResolver, DeviceResolver, MonitorPointDevicesResolver } from './device.resolver.ts';
export { canReadDevice } from './device.policy.ts';
