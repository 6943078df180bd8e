import { FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Person } from '../peers/index.ts';
import { TicketResult } from './ticket-result.entity.ts';

@Resolver(() => TicketResult)
export class TicketResultResolver {
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Of an enforcement: whether a violation was found (是否违法); null of other kinds.',
  })
  isViolationFound(@Root() { facts }: TicketResult): boolean | null {
    return facts.isViolationFound ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Of an enforcement: number of the decision (处罚文书号); null when none was issued.',
  })
  documentNumber(@Root() { facts }: TicketResult): string | null {
    return facts.documentNumber ?? null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Of an enforcement: the fine in whole yuan (罚款); null when none was imposed.',
  })
  penaltyYuan(@Root() { facts }: TicketResult): number | null {
    return facts.penaltyYuan ?? null;
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Of a verification: whether what was reported is so (是否属实); null of other kinds.',
  })
  isTrue(@Root() { facts }: TicketResult): boolean | null {
    return facts.isTrue ?? null;
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Of a rectification: whether it is completed (是否完成整改); null of other kinds.',
  })
  isRectified(@Root() { facts }: TicketResult): boolean | null {
    return facts.isRectified ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Of a rectification: the day it was completed, YYYY-MM-DD, Asia/Shanghai; null while it is not.',
  })
  rectifiedOn(@Root() { facts }: TicketResult): string | null {
    return facts.rectifiedOn ?? null;
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'Who submitted it; null when it was no person.',
  })
  submitter(@Root() { submittedBy }: TicketResult): Person | null {
    return submittedBy ? { id: submittedBy } : null;
  }
}
