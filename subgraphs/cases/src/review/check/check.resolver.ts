import { Arg, Ctx, FieldResolver, Resolver, Root, Directive } from 'type-graphql';
import { PayloadMutation, type GraphContext } from '@ecogrid/subgraph';
import { Case, mayReadReasons } from '../../case/index.ts';
import { Person, personFor } from '../../neighbours/index.ts';
import { CaseCheck } from './case-check.entity.ts';
import { MOST_CHECKS, type CaseCheckRepository } from './case-check.repository.ts';
import { CloseCaseInput, RecordCheckInput, SendCaseToCheckInput } from './check.input.ts';
import type { CheckService } from './check.service.ts';
import type { CloseService } from './close.service.ts';

const REFUSALS = 'FORBIDDEN, NOT_FOUND, STATE_NOT_ALLOWED, GUARD_FAILED, VERSION_STALE';

@Resolver(() => Case)
export class CheckResolver {
  constructor(
    private readonly service: CheckService,
    private readonly closing: CloseService,
    private readonly repository: CaseCheckRepository,
  ) {}

  @PayloadMutation('case', () => Case, {
    description: `Names the one who checks a case (送核查). For operators. Errors: ${REFUSALS}.`,
  })
  sendCaseToCheck(
    @Arg('input', () => SendCaseToCheckInput, { description: 'The case and the checker.' })
    input: SendCaseToCheckInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.service.sendToCheck(actor, input);
  }

  @PayloadMutation('case', () => Case, {
    description: `Records the result of the check (核查结论); a failure sends the named tickets back (返工) with a new step clock. For the checker and for operators, unless they handled it. Errors: ${REFUSALS}.`,
  })
  recordCheck(
    @Arg('input', () => RecordCheckInput, { description: 'The case and the outcome.' })
    input: RecordCheckInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.service.recordCheck(actor, input);
  }

  @PayloadMutation('case', () => Case, {
    description: `Closes a case whose close criteria are met (结案). For shift leaders. Errors: ${REFUSALS}.`,
  })
  closeCase(
    @Arg('input', () => CloseCaseInput, { description: 'The case.' }) input: CloseCaseInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.closing.close(actor, input);
  }

  @Directive('@listSize(assumedSize: 10)')
  @FieldResolver(() => [CaseCheck], {
    description: `The checks of the case so far, in order, the newest ${MOST_CHECKS} at most (核查记录).`,
  })
  async checks(@Root() subject: Case, @Ctx() context: GraphContext): Promise<CaseCheck[]> {
    const checks = await context.load(this.repository.ofCases, subject.id);
    return mayReadReasons(context.actor, subject) ? checks : checks.map(withoutReason);
  }
}

function withoutReason(check: CaseCheck): CaseCheck {
  return Object.assign(new CaseCheck(), check, { reason: null });
}

@Resolver(() => CaseCheck)
export class CaseCheckResolver {
  @FieldResolver(() => Person, { nullable: true, description: 'The checker (核查人); null for a service.' })
  checker(@Root() { checkerId }: CaseCheck, @Ctx() context: GraphContext): Person | null {
    return personFor(context, checkerId);
  }
}
