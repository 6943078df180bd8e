export { accepted, hostileRound, scanInPieces, seeded } from './hostile.ts';
export { aDevice, deferred, type Deferred, type Device } from './instrument.ts';
