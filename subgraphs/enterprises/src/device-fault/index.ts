export { FaultLedger } from './fault-ledger.ts';
