import { Arg, Ctx, FieldResolver, Resolver, Root, Directive } from 'type-graphql';
import { PayloadMutation, type GraphContext } from '@ecogrid/subgraph';
import { Case, maySeeHistory } from '../../case/index.ts';
import { Person, personFor } from '../../neighbours/index.ts';
import { VoidRequest } from './void-request.entity.ts';
import { MOST_VOID_REQUESTS, type VoidRequestRepository } from './void-request.repository.ts';
import { DecideVoidInput, RequestVoidInput } from './void.input.ts';
import type { VoidService } from './void.service.ts';

const REFUSALS = 'FORBIDDEN, NOT_FOUND, STATE_NOT_ALLOWED, GUARD_FAILED, VERSION_STALE';

@Resolver(() => Case)
export class VoidResolver {
  constructor(
    private readonly service: VoidService,
    private readonly repository: VoidRequestRepository,
  ) {}

  @PayloadMutation('case', () => Case, {
    description: `Asks that a case be made void (申请作废), before it is closed. For operators. Errors: ${REFUSALS}.`,
  })
  requestVoid(
    @Arg('input', () => RequestVoidInput, { description: 'The case and the reason.' })
    input: RequestVoidInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.service.request(actor, input);
  }

  @PayloadMutation('case', () => Case, {
    description: `Decides whether a case is void (审批作废); its open tickets are recalled. For shift leaders, but not for the requester. Errors: ${REFUSALS}.`,
  })
  decideVoid(
    @Arg('input', () => DecideVoidInput, { description: 'The case and the decision.' })
    input: DecideVoidInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.service.decide(actor, input);
  }

  @Directive('@listSize(assumedSize: 5)')
  @FieldResolver(() => [VoidRequest], {
    description: `The requests to make it void, with their decisions, the newest ${MOST_VOID_REQUESTS} at most (作废申请); empty for departments and enterprises.`,
  })
  async voidRequests(@Root() { id, gridCode }: Case, @Ctx() context: GraphContext): Promise<VoidRequest[]> {
    return maySeeHistory(context.actor, { gridCode }) ? context.load(this.repository.ofCases, id) : [];
  }
}

@Resolver(() => VoidRequest)
export class VoidRequestResolver {
  @FieldResolver(() => Person, { nullable: true, description: 'The requester (申请人); null for a service.' })
  asker(@Root() { askedBy }: VoidRequest, @Ctx() context: GraphContext): Person | null {
    return personFor(context, askedBy);
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person who decided (审批人); null while the request is pending.',
  })
  decider(@Root() { decidedBy }: VoidRequest, @Ctx() context: GraphContext): Person | null {
    return personFor(context, decidedBy);
  }
}
