import type { Database } from '@ecogrid/database';
import { EventConsumer, type LoggedEvent } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import type { Logger } from '@ecogrid/service';
import { KnownEnterprise, enterpriseOf, type ProjectionRepository } from '../territory/index.ts';
import { exceedanceOf, type ExceedanceIntake } from './exceedance.intake.ts';

interface Parts {
  readonly database: Database;
  readonly logger: Logger;
  readonly intake: ExceedanceIntake;
  readonly projections: ProjectionRepository;
}

/** As whom the consumer acts: the subgraph itself. */
const CASES_SERVICE: Actor = {
  kind: 'SERVICE',
  id: 'cases',
  organizationId: null,
  organizationCode: null,
  roles: [],
  grids: [],
  enterpriseCode: null,
};

/** Takes the events of enterprises: an exceedance becomes a report and a case; an enterprise is kept as a copy. */
export function enterprisesConsumer({ database, logger, intake, projections }: Parts): EventConsumer {
  return new EventConsumer({
    name: 'cases.enterprises',
    database,
    logger,
    topics: ['ExceedanceRaised', 'EnterpriseChanged'],
    handle: async (event: LoggedEvent, manager) => {
      if (event.topic === 'EnterpriseChanged')
        await projections.apply(KnownEnterprise, enterpriseOf(event), manager);
      else await intake.take(CASES_SERVICE, exceedanceOf(event));
    },
  });
}
