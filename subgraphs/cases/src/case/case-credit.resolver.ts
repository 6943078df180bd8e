import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { Report, type ReportRepository } from '../intake/index.ts';
import { Case } from './case.entity.ts';

@Resolver(() => Case)
export class CaseCreditResolver {
  constructor(private readonly reports: ReportRepository) {}

  // Supervisors see what they themselves reported.
  @Directive('@tag(name: "personal")')
  @FieldResolver(() => Report, {
    nullable: true,
    description:
      'The report that came in first, of this case and of all that are merged into it: its reporter has the credit (首报). Null for those who may not read it, such as departments and enterprises, to whom reporters stay unknown.',
  })
  creditedReport(@Root() { firstReportId }: Case, @Ctx() context: GraphContext): Promise<Report | null> {
    return context.load(this.reports.byId, firstReportId);
  }
}
