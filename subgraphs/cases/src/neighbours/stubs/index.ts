export { Camera, Enterprise, Exceedance, Grid, Organization, Outlet, Person } from './peers.type.ts';
