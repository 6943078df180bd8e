import type { SubgraphSchema } from '@ecogrid/subgraph';
import { CampaignResolver } from './campaign/index.ts';
import {
  CaseHistoryResolver,
  CaseMutations,
  CaseResolver,
  CaseSubscription,
  EnterpriseCasesResolver,
  GridCasesResolver,
  OutletCasesResolver,
  ReportCaseResolver,
  SuggestedRouteResolver,
} from './case/index.ts';
import { CategoryResolver } from './category/index.ts';
import { CaseCheckResolver, CheckResolver } from './check/index.ts';
import {
  CaseTicketsResolver,
  OrganizationTicketsResolver,
  TicketMutations,
  TicketResolver,
  TicketResultResolver,
  TicketSubscription,
} from './dispatch/index.ts';
import { CaseEventResolver } from './history/index.ts';
import { ReportResolver, ReviewResolver } from './report/index.ts';

export const casesSchema: SubgraphSchema = {
  name: 'cases',
  resolvers: [
    CategoryResolver,
    CampaignResolver,
    ReportResolver,
    ReviewResolver,
    CaseMutations,
    CaseResolver,
    ReportCaseResolver,
    CaseHistoryResolver,
    CaseEventResolver,
    SuggestedRouteResolver,
    CaseSubscription,
    GridCasesResolver,
    EnterpriseCasesResolver,
    OutletCasesResolver,
    TicketMutations,
    TicketResolver,
    TicketResultResolver,
    CaseTicketsResolver,
    OrganizationTicketsResolver,
    TicketSubscription,
    CheckResolver,
    CaseCheckResolver,
  ],
};
