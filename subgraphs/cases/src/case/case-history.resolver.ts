import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { nestedPageKey } from '@ecogrid/database';
import {
  PageArguments,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { CaseEvent, type HistoryRepository, type HistoryService } from '../history/index.ts';
import { Verification, type VerificationRepository } from '../verification/index.ts';
import { Case } from './case.entity.ts';
import { maySeeHistory } from './case.policy.ts';

const CaseEventConnection = connectionType('CaseEvent', () => CaseEvent);
const NOTHING = { rows: [], hasNextPage: false, cursorOf: () => '' };

@Resolver(() => Case)
export class CaseHistoryResolver {
  constructor(
    private readonly lines: HistoryRepository,
    private readonly service: HistoryService,
    private readonly visits: VerificationRepository,
  ) {}

  @FieldResolver(() => CaseEventConnection, {
    description:
      'Everything that was done, oldest first (办理过程); empty for departments and enterprises, who see their own part.',
  })
  async history(
    @Root() { id }: Case,
    @Args(() => PageArguments) { first, after }: PageArguments,
    @Ctx() context: GraphContext,
  ): Promise<Connection<CaseEvent>> {
    const allowed = maySeeHistory(context.actor);
    return connectionOf(
      allowed ? await context.load(this.lines.ofCases, nestedPageKey(id, { first, after })) : NOTHING,
      { after },
    );
  }

  @FieldResolver(() => [Verification], {
    description:
      'What was found on site before it was accepted, in order (核实记录); empty for departments and enterprises.',
  })
  async verifications(@Root() { id }: Case, @Ctx() context: GraphContext): Promise<Verification[]> {
    return maySeeHistory(context.actor) ? context.load(this.visits.ofSubjects, id) : [];
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether the whole history is as it was written: no line changed, removed or put in. Reads it all.',
  })
  verifyHistory(@Root() { id }: Case, @Ctx() context: GraphContext): Promise<boolean> {
    return context.load(this.service.verified, id);
  }
}
