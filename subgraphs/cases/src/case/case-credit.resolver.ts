import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { Report, type ReportRepository } from '../intake/index.ts';
import { Case } from './case.entity.ts';

@Resolver(() => Case)
export class CaseCreditResolver {
  constructor(private readonly reports: ReportRepository) {}

  // Supervisors see their own reports.
  @Directive('@tag(name: "personal")')
  @FieldResolver(() => Report, {
    nullable: true,
    description:
      'The earliest report of this case and of the cases merged into it (首报); its reporter has the credit. Null for actors who may not read it, such as departments and enterprises.',
  })
  creditedReport(@Root() { firstReportId }: Case, @Ctx() context: GraphContext): Promise<Report | null> {
    return context.load(this.reports.byId, firstReportId);
  }
}
