import type { SubgraphSchema } from '@ecogrid/subgraph';
import { AppointmentResolver, GridMembersResolver, PersonAppointmentsResolver } from './appointment/index.ts';
import { AssetResolver } from './asset/index.ts';
import { MeResolver } from './directory/index.ts';
import { DivisionResolver } from './division/index.ts';
import { GridResolver } from './grid/index.ts';
import { OrganizationResolver } from './organization/index.ts';
import { PersonResolver } from './person/index.ts';

export const gridsSchema: SubgraphSchema = {
  name: 'grids',
  resolvers: [
    DivisionResolver,
    OrganizationResolver,
    GridResolver,
    PersonResolver,
    AppointmentResolver,
    PersonAppointmentsResolver,
    GridMembersResolver,
    AssetResolver,
    MeResolver,
  ],
};
