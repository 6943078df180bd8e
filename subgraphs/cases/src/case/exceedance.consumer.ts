import type { Database } from '@ecogrid/database';
import { consumes } from '@ecogrid/event-contracts';
import { EventConsumer } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import type { Logger } from '@ecogrid/service';
import { keepNewer } from '@ecogrid/territory';
import { KnownObject, objectOf } from '../neighbours/index.ts';
import type { ExceedanceIntake } from './exceedance.intake.ts';

interface Parts {
  readonly database: Database;
  readonly logger: Logger;
  readonly intake: ExceedanceIntake;
}

/** The actor of the consumer: the subgraph itself. */
const CASES_SERVICE: Actor = {
  kind: 'SERVICE',
  id: 'cases',
  rights: [],
};

/** Takes the events of enterprises: an exceedance becomes a report and a case; a supervised object is kept as a copy. */
export function enterprisesConsumer({ database, logger, intake }: Parts): EventConsumer {
  return new EventConsumer({
    name: 'cases.enterprises',
    database,
    logger,
    ...consumes({
      SupervisedObjectChanged: (change, manager) => keepNewer(manager, KnownObject, objectOf(change)),
      ExceedanceRaised: (raised) => intake.take(CASES_SERVICE, raised),
    }),
  });
}
