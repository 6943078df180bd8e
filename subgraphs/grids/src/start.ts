import { Database, IdempotencyRecord, type DatabaseModel } from '@ecogrid/database';
import { DatabaseEventLog, EVENT_ENTITIES } from '@ecogrid/events';
import { assemble, type Assembly, type RunningSubgraph, type SubgraphOptions } from '@ecogrid/subgraph';
import {
  Appointment,
  AppointmentRepository,
  AppointmentResolver,
  AppointmentService,
  GridMembersResolver,
  PersonAppointmentsResolver,
} from './appointment/index.ts';
import { Asset, AssetIssue, AssetRepository, AssetResolver } from './asset/index.ts';
import { ActorDirectory, MeResolver, ServiceAccount, ServiceAccountRepository } from './directory/index.ts';
import { Division, DivisionRepository, DivisionResolver } from './division/index.ts';
import { Grid, GridRepository, GridResolver, GridTerritory } from './grid/index.ts';
import { CreateGrids1767225600000 } from './migrations/index.ts';
import { Organization, OrganizationRepository, OrganizationResolver } from './organization/index.ts';
import { Person, PersonRepository, PersonResolver } from './person/index.ts';
import { gridsSchema } from './schema.ts';
import { seedGrids } from './seed/index.ts';

export const GRIDS_MODEL: DatabaseModel = {
  entities: [
    ...EVENT_ENTITIES,
    IdempotencyRecord,
    Division,
    Organization,
    Grid,
    Person,
    Appointment,
    ServiceAccount,
    Asset,
    AssetIssue,
  ],
  migrations: [CreateGrids1767225600000],
};

type Repositories = ReturnType<typeof repositoriesOf>;

/** Starts the grids subgraph: grids and personnel (网格与人员). */
export async function startGrids(options: SubgraphOptions): Promise<RunningSubgraph> {
  const database = await Database.open({ url: options.databaseUrl, ...GRIDS_MODEL });
  const { logger, clock } = options;
  const log = await DatabaseEventLog.open({ database, source: 'grids', logger });
  if (options.seed) await seedGrids(database, log.outbox);
  const repositories = repositoriesOf(database);
  const { divisions, organizations, grids, people, appointments, assets } = repositories;
  const service = new AppointmentService({ scope: { database, clock }, outbox: log.outbox, ...repositories });
  return assemble(options, {
    definition: gridsSchema,
    database,
    log,
    directory: new ActorDirectory({ ...repositories, clock }),
    resolvers: [
      new DivisionResolver(divisions),
      new OrganizationResolver(organizations),
      new GridResolver(grids, new GridTerritory(grids), divisions, organizations),
      new PersonResolver(people, organizations, clock),
      new AppointmentResolver(service, people, grids, organizations),
      new PersonAppointmentsResolver(appointments),
      new GridMembersResolver(appointments, people, clock),
      new AssetResolver(assets, people),
      new MeResolver(people, organizations),
    ],
    references: referencesOf(repositories),
  });
}

function referencesOf(repositories: Repositories): Assembly['references'] {
  const { divisions, organizations, grids, people, appointments, assets } = repositories;
  return {
    Division: ({ code }, context) => context.load(divisions.byCode, code ?? ''),
    Organization: ({ id, code }, context) =>
      id ? context.load(organizations.byId, id) : context.load(organizations.byCode, code ?? ''),
    Grid: ({ id, code }, context) =>
      id ? context.load(grids.byId, id) : context.load(grids.byCode, code ?? ''),
    Person: ({ id }, context) => context.load(people.byId, id ?? ''),
    Appointment: ({ id }, context) => context.load(appointments.byId, id ?? ''),
    Asset: ({ id }, context) => context.load(assets.byId, id ?? ''),
  };
}

function repositoriesOf(database: Database) {
  return {
    divisions: new DivisionRepository(database),
    organizations: new OrganizationRepository(database),
    grids: new GridRepository(database),
    people: new PersonRepository(database),
    appointments: new AppointmentRepository(database),
    assets: new AssetRepository(database),
    services: new ServiceAccountRepository(database),
  };
}
