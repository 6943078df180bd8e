import type { Database } from '@ecogrid/database';
import { consumes } from '@ecogrid/event-contracts';
import { EventConsumer } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import type { Logger } from '@ecogrid/service';
import type { ExceedanceIntake } from '../case/index.ts';
import type { MoveService } from './move/index.ts';

interface Parts {
  readonly database: Database;
  readonly logger: Logger;
  readonly exceedances: ExceedanceIntake;
  readonly moving: MoveService;
}

/** The actor of the consumer: the subgraph itself. */
const CASES_SERVICE: Actor = {
  kind: 'SERVICE',
  id: 'cases',
  rights: [],
};

/** Takes the events of enterprises: an episode of exceedance becomes a report and a case, which learns of its growth and its end; a supervised object is kept as a copy, and its open cases follow it. */
export function enterprisesConsumer({ database, logger, exceedances, moving }: Parts): EventConsumer {
  return new EventConsumer({
    name: 'cases.enterprises',
    database,
    logger,
    ...consumes(
      { EpisodeChanged: (changed) => exceedances.take(CASES_SERVICE, changed) },
      { SupervisedObjectChanged: (changes) => moving.followAll(CASES_SERVICE, changes) },
    ),
  });
}
