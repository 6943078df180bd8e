export { DeviceFault } from './device-fault.entity.ts';
export { FaultLedger } from './fault-ledger.ts';
