import type { Database } from '@ecogrid/database';
import { EventConsumer, type LoggedEvent } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import type { Logger } from '@ecogrid/service';
import { keepNewer } from '@ecogrid/territory';
import { KnownEnterprise, enterpriseOf } from '../neighbours/index.ts';
import { exceedanceOf, type ExceedanceIntake } from './exceedance.intake.ts';

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

/** Takes the events of enterprises: an exceedance becomes a report and a case; an enterprise is kept as a copy. */
export function enterprisesConsumer({ database, logger, intake }: Parts): EventConsumer {
  return new EventConsumer({
    name: 'cases.enterprises',
    database,
    logger,
    topics: ['ExceedanceRaised', 'EnterpriseChanged'],
    handle: async (event: LoggedEvent, manager) => {
      if (event.topic === 'EnterpriseChanged') await keepNewer(manager, KnownEnterprise, enterpriseOf(event));
      else await intake.take(CASES_SERVICE, exceedanceOf(event));
    },
  });
}
