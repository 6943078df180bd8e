export { Division, Grid, gridOf } from './peers.type.ts';
