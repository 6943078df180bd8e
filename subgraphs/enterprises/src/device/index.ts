export { hashPassword, isPassword, UNKNOWN_DEVICE_HASH } from './password.rule.ts';
export { Device, type DeviceFactorSetting } from './device.entity.ts';
export { DeviceRepository } from './device.repository.ts';
export { canReadDevice } from './device.policy.ts';
