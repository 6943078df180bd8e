import type { SubgraphSchema } from '@ecogrid/subgraph';
import { WorkCalendarResolver } from './calendar/index.ts';
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
  TicketRequestMutations,
  TicketRequestResolver,
  TicketResolver,
  TicketResultResolver,
  TicketSubscription,
} from './dispatch/index.ts';
import { CaseEventResolver } from './history/index.ts';
import { CaseLookBackResolver, LookBackResolver } from './look-back/index.ts';
import { MergeResolver } from './merge/index.ts';
import { ReportResolver, ReviewResolver } from './report/index.ts';
import { VoidRequestResolver, VoidResolver } from './void/index.ts';

export const casesSchema: SubgraphSchema = {
  name: 'cases',
  resolvers: [
    WorkCalendarResolver,
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
    TicketRequestMutations,
    TicketRequestResolver,
    CaseTicketsResolver,
    OrganizationTicketsResolver,
    TicketSubscription,
    CheckResolver,
    CaseCheckResolver,
    VoidResolver,
    VoidRequestResolver,
    CaseLookBackResolver,
    LookBackResolver,
    MergeResolver,
  ],
};
