import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { Report } from './report.entity.ts';
import { mayReadReason, mayReadWords } from './report.policy.ts';
import { UnregisteredObject, unregisteredOf } from './unregistered-object.type.ts';

const READERS =
  'null for readers other than the desk, the members and the head of its grid, and the reporter';

/** The words of the reporter: they may name the reporter, so fewer people read them than the report. */
@Resolver(() => Report)
export class ReportWordsResolver {
  @Directive('@tag(name: "personal")')
  @FieldResolver(() => String, {
    nullable: true,
    description: `The description by the reporter (描述); ${READERS}. Everyone else reads the summary of the case.`,
  })
  description(@Root() report: Report, @Ctx() { actor }: GraphContext): string | null {
    return mayReadWords(actor, report) ? report.description : null;
  }

  @Directive('@tag(name: "personal")')
  @FieldResolver(() => String, {
    nullable: true,
    description: `The place in words (地点描述); null when not said, and ${READERS}.`,
  })
  placeDescription(@Root() report: Report, @Ctx() { actor }: GraphContext): string | null {
    return mayReadWords(actor, report) ? report.placeDescription : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The reason of its rejection (不予采纳原因); null for any other report, and for assessors.',
  })
  rejectionReason(@Root() report: Report, @Ctx() { actor }: GraphContext): string | null {
    return mayReadReason(actor, report) ? report.rejectionReason : null;
  }

  @Directive('@tag(name: "personal")')
  @FieldResolver(() => UnregisteredObject, {
    nullable: true,
    description: `The object in the words of the reporter, when the register does not hold it (未登记对象); null otherwise. Its name is ${READERS}.`,
  })
  unregisteredObject(@Root() report: Report, @Ctx() { actor }: GraphContext): UnregisteredObject | null {
    const { objectName } = report;
    return unregisteredOf({ ...report, objectName: mayReadWords(actor, report) ? objectName : null });
  }
}
