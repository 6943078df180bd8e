import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import type { PersonRepository } from '../person/index.ts';
import { Asset, AssetIssue } from './asset.entity.ts';
import { AssetRepository } from './asset.repository.ts';
import { AssetResolver } from './asset.resolver.ts';

export function repositories(database: Database) {
  return { assets: new AssetRepository(database) };
}

interface Parts {
  readonly assets: AssetRepository;
  readonly people: PersonRepository;
}

export const feature: Feature<Parts> = {
  entities: [Asset, AssetIssue],
  resolvers: [[AssetResolver, ({ assets, people }) => new AssetResolver(assets, people)]],
  references: ({ assets }) => ({ Asset: ({ id }, context) => context.load(assets.byId, id ?? '') }),
};
