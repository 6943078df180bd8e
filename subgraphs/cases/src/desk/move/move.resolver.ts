import { Arg, Ctx, Resolver } from 'type-graphql';
import { PayloadMutation, type GraphContext } from '@ecogrid/subgraph';
import { Case } from '../../case/index.ts';
import { MoveCaseInput } from './move.input.ts';
import type { MoveService } from './move.service.ts';

@Resolver(() => Case)
export class MoveResolver {
  constructor(private readonly service: MoveService) {}

  @PayloadMutation('case', () => Case, {
    description:
      'Corrects the place of a case before it is closed (更正位置). Its grid is determined again, its tickets follow, and subscribers of both grids receive the change. For operators. Errors: INPUT_INVALID, FORBIDDEN, NOT_FOUND, PLACE_OUTSIDE, STATE_NOT_ALLOWED, VERSION_STALE.',
  })
  moveCase(
    @Arg('input', () => MoveCaseInput, { description: 'The case, its place and the reason.' })
    input: MoveCaseInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Case> {
    return this.service.move(actor, input);
  }
}
