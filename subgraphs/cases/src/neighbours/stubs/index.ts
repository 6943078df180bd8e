export { handlerFor, personFor } from './person.rule.ts';
export {
  Camera,
  Enterprise,
  Exceedance,
  Grid,
  Organization,
  Outlet,
  Person,
  SupervisedObject,
} from './peers.type.ts';
