export { Case, Grid, Organization, Person, Ticket } from './neighbour.types.ts';
