import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { Case } from '../../case/index.ts';
import { MoveCaseInput } from './move.input.ts';
import type { MoveService } from './move.service.ts';

@Resolver(() => Case)
export class MoveResolver {
  constructor(private readonly service: MoveService) {}

  @Mutation(() => Case, {
    description:
      'Corrects where a case is, before it is closed (更正位置): its grid is found anew, its tickets follow, and both the old and the new grid are told. For operators. Errors: INPUT_INVALID, FORBIDDEN, NOT_FOUND, PLACE_OUTSIDE, STATE_NOT_ALLOWED, VERSION_STALE.',
  })
  moveCase(
    @Arg('input', () => MoveCaseInput, { description: 'Which case, where, why.' }) input: MoveCaseInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.service.move(actor, input);
  }
}
