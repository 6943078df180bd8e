import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import type { CameraRepository } from '../camera/index.ts';
import { CameraEnterpriseResolver, EnterpriseCamerasResolver } from './enterprise-cameras.resolver.ts';
import { EnterpriseRepository } from './enterprise.repository.ts';
import {
  EnterpriseObjectResolver,
  EnterpriseResolver,
  EnterpriseSiteResolver,
  ObjectEnterpriseResolver,
} from './enterprise.resolver.ts';
import { GridEnterprisesResolver } from './grid-enterprises.resolver.ts';

export function repositories(database: Database) {
  return { enterprises: new EnterpriseRepository(database) };
}

interface Parts {
  readonly enterprises: EnterpriseRepository;
  readonly cameras: CameraRepository;
}

export const feature: Feature<Parts> = {
  resolvers: [
    [EnterpriseResolver, ({ enterprises }) => new EnterpriseResolver(enterprises)],
    [EnterpriseSiteResolver, () => new EnterpriseSiteResolver()],
    [EnterpriseObjectResolver, () => new EnterpriseObjectResolver()],
    [ObjectEnterpriseResolver, () => new ObjectEnterpriseResolver()],
    [GridEnterprisesResolver, ({ enterprises }) => new GridEnterprisesResolver(enterprises)],
    [EnterpriseCamerasResolver, ({ cameras }) => new EnterpriseCamerasResolver(cameras)],
    [CameraEnterpriseResolver, ({ enterprises }) => new CameraEnterpriseResolver(enterprises)],
  ],
  references: ({ enterprises }) => ({
    // A grid is the grids subgraph's to know; here it is only the key by which enterprises are listed.
    Grid: ({ code }) => Promise.resolve(code === undefined ? null : { code }),
    Enterprise: ({ id, creditCode }, context) =>
      id ? context.load(enterprises.byId, id) : context.load(enterprises.byCreditCode, creditCode ?? ''),
  }),
};
