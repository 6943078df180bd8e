import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { Person, personFor } from '../../neighbours/index.ts';
import { CaseEvent } from './case-event.entity.ts';

@Resolver(() => CaseEvent)
export class CaseEventResolver {
  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person who made the change (操作人); null for services and the public.',
  })
  person(@Root() { actorKind, actorId }: CaseEvent, @Ctx() context: GraphContext): Person | null {
    return personFor(context, actorKind === 'PERSON' ? actorId : null);
  }
}
