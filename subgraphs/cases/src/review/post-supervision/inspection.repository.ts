import { In } from 'typeorm';
import {
  boundedLists,
  keysetPage,
  nestedPages,
  type Database,
  type Page,
  type PageRequest,
} from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { Inspection } from './inspection.entity.ts';
import { maySeePostSupervision } from './post-supervision.policy.ts';
import type { InspectionState } from './post-supervision.vocabulary.ts';

const OLDEST_FIRST = { property: 'drawnAt', direction: 'ASC' } as const;

/** Of a case. */
export const MOST_INSPECTIONS = 100;

export class InspectionRepository {
  constructor(private readonly database: Database) {}

  readonly byId: Batch<string, Inspection | null> = async (ids, { actor }) => {
    const rows = await this.database.manager.findBy(Inspection, { id: In(ids) });
    return inKeyOrder(ids, maySeePostSupervision(actor) ? rows : [], ({ id }) => id);
  };

  /** A case has few: it is drawn once at most for each closing. */
  readonly ofCases: Batch<string, Inspection[]> = async (caseIds, { actor }) => {
    if (!maySeePostSupervision(actor)) return caseIds.map(() => []);
    return boundedLists(this.database.manager, Inspection, caseIds, {
      of: 'caseId',
      by: ['id'],
      most: MOST_INSPECTIONS,
      keeps: 'LAST',
    });
  };

  /** Only asked of samples that the actor was shown. */
  readonly ofSamples: Batch<string, Page<Inspection>> = (keys) =>
    nestedPages(this.database.manager, OLDEST_FIRST, keys, ({ parent }) =>
      this.database.manager
        .createQueryBuilder(Inspection, 'item')
        .where('item.sampleId = :parent', { parent }),
    );

  page(state: keyof typeof InspectionState | undefined, request: PageRequest): Promise<Page<Inspection>> {
    const query = this.database.manager.createQueryBuilder(Inspection, 'item');
    return keysetPage(
      state ? query.where('item.state = :state', { state }) : query.where('1 = 1'),
      OLDEST_FIRST,
      request,
    );
  }

  find(id: string): Promise<Inspection | null> {
    return this.database.manager.findOneBy(Inspection, { id });
  }

  async insert(inspections: readonly Inspection[]): Promise<void> {
    await this.database.manager.insert(
      Inspection,
      inspections.map((each) => ({ ...each })),
    );
  }

  /** @returns whether the inspection was still at the version. */
  async update(id: string, version: number, set: Partial<Inspection>): Promise<boolean> {
    const { affected } = await this.database.manager.update(
      Inspection,
      { id, version },
      { ...set, version: version + 1 },
    );
    return affected === 1;
  }
}
