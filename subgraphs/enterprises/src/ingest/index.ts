export { clockWindow } from './clock-window.rule.ts';
export { DeviceRegistry } from './device-registry.repository.ts';
export { openHj212Door, type Hj212Address, type Hj212Door } from './hj212-door.ts';
