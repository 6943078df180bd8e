export { Initiation, type InitiationWish } from './initiation.service.ts';
