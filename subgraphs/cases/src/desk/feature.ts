import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import type { ReviewParts } from '../review/index.ts';
import { enterprisesConsumer } from './enterprises.consumer.ts';
import {
  CaseDailyCount,
  CategoryCountResolver,
  HotSpotCounter,
  HotSpotRepository,
  HotSpotResolver,
  HotSpotService,
} from './hot-spot/index.ts';
import { DuplicateRepository, MergeResolver, MergeService } from './merge/index.ts';
import { MoveResolver, MoveService } from './move/index.ts';
import {
  VoidRequest,
  VoidRequestRepository,
  VoidRequestResolver,
  VoidResolver,
  VoidService,
} from './void/index.ts';

export function repositories(database: Database) {
  return {
    duplicates: new DuplicateRepository(database),
    dailyCounts: new HotSpotRepository(database),
    voidRequests: new VoidRequestRepository(database),
  };
}

type Rows = ReturnType<typeof repositories>;

/** The effects of changes of cases, in their transaction. */
export function followers({ dailyCounts }: Pick<Rows, 'dailyCounts'>) {
  return { hotSpotCounter: new HotSpotCounter(dailyCounts) };
}

type Needs = ReviewParts & Rows;

export function services(parts: Needs) {
  const handling = { ...parts, changes: parts.caseChanges };
  return {
    hotSpots: new HotSpotService(parts.dailyCounts),
    merging: new MergeService(handling),
    moving: new MoveService(handling),
    voiding: new VoidService(handling),
  };
}

type DeskParts = Needs & ReturnType<typeof services>;

export const feature: Feature<DeskParts> = {
  entities: [CaseDailyCount, VoidRequest],
  resolvers: [
    [VoidResolver, ({ voiding, voidRequests }) => new VoidResolver(voiding, voidRequests)],
    [VoidRequestResolver, () => new VoidRequestResolver()],
    [HotSpotResolver, ({ hotSpots }) => new HotSpotResolver(hotSpots)],
    [CategoryCountResolver, ({ categories }) => new CategoryCountResolver(categories)],
    [MergeResolver, ({ merging, duplicates, cases }) => new MergeResolver(merging, duplicates, cases)],
    [MoveResolver, ({ moving }) => new MoveResolver(moving)],
  ],
  consumers: (parts) => ({ enterprises: enterprisesConsumer(parts) }),
};
