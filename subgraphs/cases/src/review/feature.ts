import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import type { DispatchParts } from '../dispatch/index.ts';
import {
  CaseCheck,
  CaseCheckRepository,
  CaseCheckResolver,
  CheckResolver,
  CheckService,
  CloseService,
} from './check/index.ts';
import {
  CaseLookBackResolver,
  LookBack,
  LookBackRepository,
  LookBackResolver,
  LookBackService,
  Reopening,
} from './look-back/index.ts';
import {
  CaseInspectionsResolver,
  Inspection,
  InspectionRepository,
  InspectionResolver,
  InspectionService,
  PopulationMember,
  PopulationMemberResolver,
  PostSupervisionSample,
  SampleRepository,
  SampleResolver,
  SampleService,
} from './post-supervision/index.ts';

export function repositories(database: Database) {
  return {
    checks: new CaseCheckRepository(database),
    lookBacks: new LookBackRepository(database),
    samples: new SampleRepository(database),
    inspections: new InspectionRepository(database),
  };
}

type Needs = DispatchParts & ReturnType<typeof repositories>;

export function services(parts: Needs) {
  const handling = { ...parts, changes: parts.caseChanges };
  const reopening = new Reopening(handling);
  return {
    checking: new CheckService(handling),
    closing: new CloseService(handling),
    lookingBack: new LookBackService({ ...handling, reopening }),
    sampling: new SampleService(parts),
    inspecting: new InspectionService({ ...handling, reopening }),
  };
}

export type ReviewParts = Needs & ReturnType<typeof services>;

export const feature: Feature<ReviewParts> = {
  entities: [CaseCheck, LookBack, PostSupervisionSample, PopulationMember, Inspection],
  resolvers: [
    [CheckResolver, ({ checking, closing, checks }) => new CheckResolver(checking, closing, checks)],
    [CaseCheckResolver, () => new CaseCheckResolver()],
    [CaseLookBackResolver, ({ lookingBack, lookBacks }) => new CaseLookBackResolver(lookingBack, lookBacks)],
    [LookBackResolver, ({ lookBacks, cases }) => new LookBackResolver(lookBacks, cases)],
    [
      SampleResolver,
      ({ sampling, samples, inspections }) => new SampleResolver(sampling, samples, inspections),
    ],
    [PopulationMemberResolver, ({ cases }) => new PopulationMemberResolver(cases)],
    [InspectionResolver, (parts) => new InspectionResolver(parts)],
    [CaseInspectionsResolver, ({ inspections }) => new CaseInspectionsResolver(inspections)],
  ],
  references: ({ lookBacks, inspections }) => ({
    LookBack: ({ id }, context) => context.load(lookBacks.byId, id ?? ''),
    Inspection: ({ id }, context) => context.load(inspections.byId, id ?? ''),
  }),
};
