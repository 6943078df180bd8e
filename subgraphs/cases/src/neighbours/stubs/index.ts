export { handlerFor, personFor } from './person.rule.ts';
export {
  Camera,
  Enterprise,
  Episode,
  Exceedance,
  Grid,
  Organization,
  Outlet,
  Person,
  SupervisedObject,
} from './peers.type.ts';
