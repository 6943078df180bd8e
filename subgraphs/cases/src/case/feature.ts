import type { Database } from '@ecogrid/database';
import type { Feature } from '@ecogrid/subgraph';
import type { IntakeParts } from '../intake/index.ts';
import type { WorktimeParts } from '../worktime/index.ts';
import { CaseEpisode } from './case-episode.entity.ts';
import { CaseEpisodeRepository } from './case-episode.repository.ts';
import { CaseEpisodesResolver } from './case-episodes.resolver.ts';
import { CaseAdoption } from './case.adoption.ts';
import { CaseChanges, type CaseFollower } from './case.changes.ts';
import { CaseCreditResolver } from './case-credit.resolver.ts';
import { CaseCredit } from './case.credit.ts';
import { Case } from './case.entity.ts';
import {
  EnterpriseCasesResolver,
  ObjectCasesResolver,
  GridCasesResolver,
  OutletCasesResolver,
} from './case-extensions.resolver.ts';
import { CaseHistoryResolver } from './case-history.resolver.ts';
import { CaseCounter, CaseParty } from './case-party.entity.ts';
import { CaseRelease } from './case.release.ts';
import { CaseRepository } from './case.repository.ts';
import { CaseMutations, CaseResolver, ReportCaseResolver } from './case.resolver.ts';
import { CaseService } from './case.service.ts';
import { CaseSourceResolver } from './case-source.resolver.ts';
import { CaseSubscription } from './case.subscription.ts';
import { ExceedanceIntake } from './exceedance.intake.ts';
import {
  CaseEvent,
  CaseEventResolver,
  CaseHistoryHead,
  HistoryRepository,
  HistoryService,
} from './history/index.ts';
import { CaseSearch, CaseToken } from './search/index.ts';
import { ProblemPhotoRepository } from './problem-photos.repository.ts';
import { ProblemPhotosResolver } from './problem-photos.resolver.ts';
import { SuggestedRouteResolver } from './suggested-route.resolver.ts';

export interface CaseSettings {
  /** Six digits: the division that cases are numbered in. */
  readonly divisionCode: string;
}

export function repositories(database: Database) {
  const search = new CaseSearch(database);
  const problemPhotos = new ProblemPhotoRepository(database);
  return {
    problemPhotos,
    search,
    lines: new HistoryRepository(database),
    caseEpisodes: new CaseEpisodeRepository(database),
    cases: new CaseRepository(database, search),
  };
}

type Rows = ReturnType<typeof repositories>;

/** The history: other features need it before cases do. */
export function histories({ lines, clock }: Pick<Rows, 'lines'> & Pick<IntakeParts, 'clock'>) {
  return { history: new HistoryService(lines, clock) };
}

type Needs = IntakeParts &
  WorktimeParts &
  CaseSettings &
  Rows &
  ReturnType<typeof histories> & { readonly caseFollowers: readonly CaseFollower[] };

export function services(parts: Needs) {
  const changes = new CaseChanges(parts);
  const credit = new CaseCredit({ ...parts, changes });
  const release = new CaseRelease({ ...parts, changes, credit });
  const adoption = new CaseAdoption({ ...parts, changes, credit, reports: parts.reportChanges });
  return {
    caseChanges: changes,
    credit,
    release,
    filing: new CaseService({ ...parts, changes, credit, release, adoption, reports: parts.reporting }),
    exceedances: new ExceedanceIntake({ ...parts, adoption }),
  };
}

export type CaseParts = Needs & ReturnType<typeof services>;

export const feature: Feature<CaseParts> = {
  entities: [Case, CaseEpisode, CaseParty, CaseCounter, CaseToken, CaseEvent, CaseHistoryHead],
  resolvers: [
    [CaseMutations, ({ filing }) => new CaseMutations(filing)],
    [
      CaseResolver,
      ({ cases, reports, categories, lines, clock }) =>
        new CaseResolver(cases, reports, categories, lines, clock),
    ],
    [ProblemPhotosResolver, ({ problemPhotos }) => new ProblemPhotosResolver(problemPhotos)],
    [CaseEpisodesResolver, ({ caseEpisodes, cases }) => new CaseEpisodesResolver(caseEpisodes, cases)],
    [ReportCaseResolver, ({ cases }) => new ReportCaseResolver(cases)],
    [
      CaseHistoryResolver,
      ({ lines, history, verifications }) => new CaseHistoryResolver(lines, history, verifications),
    ],
    [CaseEventResolver, () => new CaseEventResolver()],
    [SuggestedRouteResolver, ({ routing, clock }) => new SuggestedRouteResolver(routing, clock)],
    [CaseSourceResolver, ({ campaigns }) => new CaseSourceResolver(campaigns)],
    [CaseCreditResolver, ({ reports }) => new CaseCreditResolver(reports)],
    [CaseSubscription, ({ cases }) => new CaseSubscription(cases)],
    [GridCasesResolver, (parts) => new GridCasesResolver(parts)],
    [ObjectCasesResolver, (parts) => new ObjectCasesResolver(parts)],
    [EnterpriseCasesResolver, (parts) => new EnterpriseCasesResolver(parts)],
    [OutletCasesResolver, (parts) => new OutletCasesResolver(parts)],
  ],
  references: ({ cases }) => ({ Case: ({ id }, context) => context.load(cases.byId, id ?? '') }),
};
