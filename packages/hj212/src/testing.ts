export { aDevice, deferred, type Deferred, type Device } from './instrument.ts';
