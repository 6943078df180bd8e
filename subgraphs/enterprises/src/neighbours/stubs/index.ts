export { Division, Grid, Person, gridOf } from './peers.type.ts';
