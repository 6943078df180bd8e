import type { Database } from '@ecogrid/database';
import { consumes } from '@ecogrid/event-contracts';
import { EventConsumer } from '@ecogrid/events';
import type { Logger } from '@ecogrid/service';
import type { GridProjection } from '@ecogrid/territory';
import { RelocationRepository } from './relocation.repository.ts';

export interface RelocationOptions {
  readonly database: Database;
  readonly logger: Logger;
  readonly grids: GridProjection;
  /** Called once things may stand in other grids than before. */
  readonly onMoved: () => void;
}

/** Takes `GridChanged`: keeps the grids, and the grid codes of everything that stands in them. */
export function gridConsumer({ database, logger, grids, onMoved }: RelocationOptions): EventConsumer {
  const repository = new RelocationRepository(database);
  return new EventConsumer({
    name: 'grid-projection',
    database,
    logger,
    ...consumes(
      {},
      {
        // An import changes many: everything is placed anew once for all of them.
        GridChanged: async (changes, manager) => {
          let isMoved = false;
          for (const change of changes) {
            if (!(await repository.isNews(change))) continue;
            await grids.apply(change, manager);
            isMoved = true;
          }
          if (!isMoved) return;
          await repository.relocateAll();
          database.afterCommit(onMoved);
        },
      },
    ),
  });
}
