export { Division, Grid, Person, gridOf, personNamed } from './peers.type.ts';
