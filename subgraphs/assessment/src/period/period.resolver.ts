import { Arg, Ctx, Query, Resolver, Directive } from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { isStaff } from '@ecogrid/identity';
import { Period } from './period.entity.ts';
import { MOST_PERIODS, type PeriodRepository } from './period.repository.ts';
import { requirePeriodCode } from './period.rule.ts';
import type { PeriodService } from './period.service.ts';

@Resolver(() => Period)
export class PeriodResolver {
  constructor(
    private readonly service: PeriodService,
    private readonly periods: PeriodRepository,
  ) {}

  @Query(() => Period, {
    nullable: true,
    description: 'An assessment period; null for those outside the system. Errors: INPUT_INVALID.',
  })
  async period(
    @Arg('code', () => String, { description: 'The month, such as 2026-11.' }) code: string,
    @Ctx() context: GraphContext,
  ): Promise<Period | null> {
    return isStaff(context.actor) ? context.load(this.periods.byCode, requirePeriodCode(code)) : null;
  }

  @Directive('@listSize(assumedSize: 100)')
  @Query(() => [Period], {
    name: 'periods',
    description: `Every period that has entries, and the current one; the newest first. Twelve a year, the newest ${MOST_PERIODS} at most. Empty for those outside the system.`,
  })
  async list(@Ctx() { actor }: GraphContext): Promise<Period[]> {
    return isStaff(actor) ? this.service.list() : [];
  }
}
