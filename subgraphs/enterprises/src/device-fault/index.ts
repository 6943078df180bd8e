export { DeviceFault } from './device-fault.entity.ts';
export { FaultLedger } from './fault-ledger.ts';
export { UnknownDevice } from './unknown-device.entity.ts';
