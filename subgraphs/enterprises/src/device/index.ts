export { Device, type DeviceFactorSetting } from './device.entity.ts';
export { DeviceRepository } from './device.repository.ts';
export { canReadDevice } from './device.policy.ts';
