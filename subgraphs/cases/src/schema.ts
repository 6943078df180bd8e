import type { SubgraphSchema } from '@ecogrid/subgraph';
import { AttachmentResolver } from './attachment/index.ts';
import { WorkCalendarResolver } from './calendar/index.ts';
import { CampaignResolver } from './campaign/index.ts';
import {
  CaseCountResolver,
  CaseCreditResolver,
  CaseHistoryResolver,
  CaseMutations,
  CaseResolver,
  CaseSourceResolver,
  CaseSubscription,
  EnterpriseCasesResolver,
  GridCasesResolver,
  OutletCasesResolver,
  ReportCaseResolver,
  SuggestedRouteResolver,
} from './case/index.ts';
import { CategoryResolver } from './category/index.ts';
import { CategoryGuidelineResolver, GuidelineResolver } from './guideline/index.ts';
import { RoutingResolver } from './routing/index.ts';
import { CaseCheckResolver, CheckResolver } from './check/index.ts';
import {
  CaseTicketsResolver,
  EnforcementResultResolver,
  LetterTicketResolver,
  OrganizationTicketsResolver,
  RectificationResultResolver,
  TicketCountResolver,
  TicketLettersResolver,
  TicketMutations,
  TicketRequestMutations,
  TicketRequestResolver,
  TicketResolver,
  TicketResultResolver,
  TicketSubscription,
  VerificationResultResolver,
} from './dispatch/index.ts';
import { CaseEventResolver } from './history/index.ts';
import { CategoryCountResolver, HotSpotResolver } from './hot-spot/index.ts';
import { CaseLookBackResolver, LookBackResolver } from './look-back/index.ts';
import { LetterResolver } from './mail/index.ts';
import { MergeResolver } from './merge/index.ts';
import { MoveResolver } from './move/index.ts';
import { ReportCountResolver, ReportResolver, ReportSourceResolver, ReviewResolver } from './report/index.ts';
import { GridCandidateResolver, GridMatchResolver } from './territory/index.ts';
import {
  CaseNoticesResolver,
  DeadlinePolicyResolver,
  DeadlineSubscription,
  ExtensionSubscription,
  LookBackSubscription,
  TicketNoticesResolver,
} from './notice/index.ts';
import {
  CaseInspectionsResolver,
  InspectionResolver,
  PopulationMemberResolver,
  SampleResolver,
} from './post-supervision/index.ts';
import { PhoneReminderResolver, ReminderLogResolver, TicketRemindersResolver } from './reminder/index.ts';
import { UploadResolver } from './upload/index.ts';
import { VerificationResolver } from './verification/index.ts';
import { VoidRequestResolver, VoidResolver } from './void/index.ts';

export const casesSchema: SubgraphSchema = {
  name: 'cases',
  resolvers: [
    WorkCalendarResolver,
    CategoryResolver,
    GuidelineResolver,
    CategoryGuidelineResolver,
    RoutingResolver,
    CampaignResolver,
    ReportResolver,
    ReportSourceResolver,
    ReportCountResolver,
    ReviewResolver,
    GridMatchResolver,
    GridCandidateResolver,
    CaseMutations,
    CaseResolver,
    CaseCountResolver,
    ReportCaseResolver,
    CaseHistoryResolver,
    CaseEventResolver,
    SuggestedRouteResolver,
    CaseSourceResolver,
    CaseCreditResolver,
    CaseSubscription,
    GridCasesResolver,
    EnterpriseCasesResolver,
    OutletCasesResolver,
    TicketMutations,
    TicketResolver,
    TicketCountResolver,
    TicketResultResolver,
    EnforcementResultResolver,
    VerificationResultResolver,
    RectificationResultResolver,
    AttachmentResolver,
    UploadResolver,
    VerificationResolver,
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
    SampleResolver,
    PopulationMemberResolver,
    InspectionResolver,
    CaseInspectionsResolver,
    DeadlinePolicyResolver,
    TicketNoticesResolver,
    CaseNoticesResolver,
    DeadlineSubscription,
    ExtensionSubscription,
    LookBackSubscription,
    PhoneReminderResolver,
    ReminderLogResolver,
    TicketRemindersResolver,
    LetterResolver,
    LetterTicketResolver,
    TicketLettersResolver,
    HotSpotResolver,
    CategoryCountResolver,
    MergeResolver,
    MoveResolver,
  ],
};
