import { Ctx, FieldResolver, Int, Resolver, Root, Directive } from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { Day } from '@ecogrid/subgraph';
import { Attachment, type AttachmentRepository } from '../evidence/index.ts';
import { Person, handlerFor } from '../neighbours/index.ts';
import {
  EnforcementResult,
  RectificationResult,
  TicketResult,
  VerificationResult,
} from './ticket-result.entity.ts';

@Resolver(() => TicketResult)
export class TicketResultResolver {
  constructor(private readonly attachments: AttachmentRepository) {}

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person who submitted it (提交人); null for a service.',
  })
  submitter(@Root() { submittedBy }: TicketResult, @Ctx() context: GraphContext): Person | null {
    return handlerFor(context, submittedBy);
  }

  @Directive('@listSize(assumedSize: 9)')
  @FieldResolver(() => [Attachment], {
    description: 'Its photos, in the order of their upload, 9 at most (照片).',
  })
  photos(@Root() { id }: TicketResult, @Ctx() context: GraphContext): Promise<Attachment[]> {
    return context.load(this.attachments.ofHolders, id);
  }
}

@Resolver(() => EnforcementResult)
export class EnforcementResultResolver {
  @FieldResolver(() => Boolean, { description: 'Whether a violation was found (是否违法).' })
  isViolationFound(@Root() { facts }: EnforcementResult): boolean {
    return facts.isViolationFound ?? false;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Number of the decision (处罚文书号); null when none was issued, and for BI and assessors.',
  })
  documentNumber(@Root() { facts }: EnforcementResult): string | null {
    return facts.documentNumber ?? null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'The fine in whole yuan (罚款); null when none was imposed.',
  })
  penaltyYuan(@Root() { facts }: EnforcementResult): number | null {
    return facts.penaltyYuan ?? null;
  }
}

@Resolver(() => VerificationResult)
export class VerificationResultResolver {
  @FieldResolver(() => Boolean, { description: 'Whether the report is true (是否属实).' })
  isTrue(@Root() { facts }: VerificationResult): boolean {
    return facts.isTrue ?? false;
  }
}

@Resolver(() => RectificationResult)
export class RectificationResultResolver {
  @FieldResolver(() => Boolean, { description: 'Whether the rectification is completed (是否完成整改).' })
  isRectified(@Root() { facts }: RectificationResult): boolean {
    return facts.isRectified ?? false;
  }

  @FieldResolver(() => Day, {
    nullable: true,
    description: 'The day it was completed; null while it is not.',
  })
  rectifiedOn(@Root() { facts }: RectificationResult): string | null {
    return facts.rectifiedOn ?? null;
  }
}
