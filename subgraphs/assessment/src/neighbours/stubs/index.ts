export { Case, Grid, Organization, Person, Ticket } from './peers.type.ts';
