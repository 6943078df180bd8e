import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root, Directive } from 'type-graphql';
import { EMPTY_PAGE, nestedPageKey } from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import {
  PageArguments,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { CaseEvent, latestKey, type HistoryRepository, type HistoryService } from './history/index.ts';
import { MOST_VERIFICATIONS, Verification, type VerificationRepository } from '../evidence/index.ts';
import { Case } from './case.entity.ts';
import { mayReadReasons, maySeeHistory } from './case.policy.ts';

const CaseEventConnection = connectionType('CaseEvent', () => CaseEvent);

/** The maximum number of lines of each case. */
const MOST_LINES = 20;

@Resolver(() => Case)
export class CaseHistoryResolver {
  constructor(
    private readonly lines: HistoryRepository,
    private readonly service: HistoryService,
    private readonly visits: VerificationRepository,
  ) {}

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The reason of its rejection or voiding (不予受理或作废原因); null for any other case, and for enterprises, BI and assessors.',
  })
  reason(@Root() subject: Case, @Ctx() { actor }: GraphContext): string | null {
    return mayReadReasons(actor, subject) ? subject.reason : null;
  }

  @FieldResolver(() => CaseEventConnection, {
    description:
      'Everything that was done, oldest first (办理过程); empty for departments and enterprises, who see their own part.',
  })
  async history(
    @Root() { id, gridCode }: Case,
    @Args(() => PageArguments) { first, after }: PageArguments,
    @Ctx() context: GraphContext,
  ): Promise<Connection<CaseEvent>> {
    const allowed = maySeeHistory(context.actor, { gridCode });
    return connectionOf(
      allowed ? await context.load(this.lines.ofCases, nestedPageKey(id, { first, after })) : EMPTY_PAGE,
      { after },
    );
  }

  @FieldResolver(() => [CaseEvent], {
    description: `The last things that were done, newest first, ${MOST_LINES} at most (最近办理过程): one statement for a whole list of cases. Empty for departments and enterprises, as \`history\` is.`,
  })
  latestHistory(
    @Root() { id, gridCode }: Case,
    @Arg('first', () => Int, { defaultValue: 3, description: `The number of lines, 1 to ${MOST_LINES}.` })
    first: number,
    @Ctx() context: GraphContext,
  ): Promise<CaseEvent[]> | CaseEvent[] {
    // By hand: class-validator would cost more than the query, once for each case of a list.
    if (first < 1) throw invalidFirst('min', { min: 1 });
    if (first > MOST_LINES) throw invalidFirst('max', { max: MOST_LINES });
    if (!maySeeHistory(context.actor, { gridCode })) return [];
    return context.load(this.lines.latestOfCases, latestKey(id, first));
  }

  @Directive('@listSize(assumedSize: 10)')
  @FieldResolver(() => [Verification], {
    description: `The verifications before acceptance, in order, the newest ${MOST_VERIFICATIONS} at most (核实记录); empty for departments and enterprises.`,
  })
  async verifications(@Root() { id, gridCode }: Case, @Ctx() context: GraphContext): Promise<Verification[]> {
    return maySeeHistory(context.actor, { gridCode }) ? context.load(this.visits.ofSubjects, id) : [];
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether the whole history is as it was written: no line changed, removed or put in. Reads it all.',
  })
  verifyHistory(@Root() { id }: Case, @Ctx() context: GraphContext): Promise<boolean> {
    return context.load(this.service.verified, id);
  }
}

function invalidFirst(problem: 'min' | 'max', bound: Readonly<Record<string, number>>): EcoGridError {
  return new EcoGridError('INPUT_INVALID', { problems: [{ path: 'first', problem, ...bound }] });
}
