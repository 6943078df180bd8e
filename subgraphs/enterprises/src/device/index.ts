export { hashPassword, isPassword, UNKNOWN_DEVICE_HASH } from './password.rule.ts';
export { Device, MOST_FACTORS, type DeviceFactorSetting } from './device.entity.ts';
export { DeviceRepository } from './device.repository.ts';
export { canReadDevice, devicesVisibleTo } from './device.policy.ts';
