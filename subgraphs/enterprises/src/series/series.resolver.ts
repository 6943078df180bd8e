import { Length, Max, Min } from 'class-validator';
import {
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  Float,
  Int,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { EcoGridError } from '@ecogrid/errors';
import { shanghaiMidnight } from '@ecogrid/service';
import { Decimal, type GraphContext } from '@ecogrid/subgraph';
import { LimitRule, MOST_RULES, type LimitRuleRepository } from '../limit-rule/index.ts';
import { MonitorPoint } from '../monitor-point/index.ts';
import { DataFlag, ReadingInterval } from '../reading/index.ts';
import { seriesKey, type SeriesRepository } from './series.repository.ts';
import { LONGEST_DAYS, seriesOf, thinned } from './series.rule.ts';

/** Of a chart: all rules of an outlet and its medium. */
const MOST_LIMITS = 2 * MOST_RULES;
const DAY_MS = 24 * 60 * 60_000;
const AVERAGINGS = { REAL_TIME: 'REAL_TIME', MINUTE: null, HOUR: 'HOURLY', DAY: 'DAILY' } as const;

@ObjectType({ description: 'One place of a chart (序列点).' })
export class SeriesPoint {
  @Field(() => Date, { description: 'The moment, or the start of the interval (时间), UTC.' })
  at!: Date;

  @Field(() => Decimal, {
    nullable: true,
    description: 'The value or the mean (值), in `unit`; null for a gap (缺测).',
  })
  value!: string | null;

  @Field(() => Decimal, { nullable: true, description: 'The least value (最小值); null when none is known.' })
  minimum!: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'The greatest value (最大值); null when none is known.',
  })
  maximum!: string | null;

  @Field(() => DataFlag, {
    nullable: true,
    description:
      'The data flag as sent (数据标记); null for a computed mean, for values with several flags, and where none was sent.',
  })
  flag!: string | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The share of the interval that has valid data (数据覆盖率), 0 to 1; null where the device has sent the mean itself.',
  })
  coverage!: number | null;

  @Field(() => Boolean, {
    description:
      'Whether the value counts (是否有效): as sent it is flagged normal; a computed mean has enough valid minutes or hours.',
  })
  isValid!: boolean;
}

@ObjectType({ description: 'A limit that is in force in a part of a series (适用限值).' })
export class SeriesLimit {
  @Field(() => LimitRule, { description: 'The limit (限值).' })
  rule!: LimitRule;

  @Field(() => Date, { description: 'From this moment of the series on, UTC.' })
  startsAt!: Date;

  @Field(() => Date, { description: 'Before this moment of the series, UTC.' })
  endsAt!: Date;
}

@ObjectType({
  description: 'The measured values of one factor at one point over a time, for a chart (监测序列).',
})
export class ReadingSeries {
  @Field(() => String, {
    nullable: true,
    description: 'The unit of the values (单位), empty for pH; null when there are none.',
  })
  unit!: string | null;

  @Field(() => Boolean, {
    description: 'Whether each place stands for several values, because there are more than `maxPoints`.',
  })
  isThinned!: boolean;

  @Directive('@listSize(assumedSize: 2000)')
  @Field(() => [SeriesPoint], { description: 'In the order of time, 2,000 at most (序列).' })
  points!: SeriesPoint[];

  @Directive('@listSize(assumedSize: 5)')
  @Field(() => [SeriesLimit], {
    description: `The limits that values of this kind are compared with, ${MOST_LIMITS} at most, each for the time in which it is in force.`,
  })
  limits!: SeriesLimit[];
}

@ArgsType()
class SeriesArguments {
  @Field(() => String, { description: 'The factor (监测因子编码), such as w01018.' })
  @Length(1, 16)
  pollutantCode!: string;

  @Field(() => ReadingInterval, { description: 'The time that each value stands for (数据类型).' })
  interval!: ReadingInterval;

  @Field(() => Date, { description: 'From this moment on.' })
  measuredSince!: Date;

  @Field(() => Date, {
    description:
      'Before this moment, which is at most 2 days later for real-time data, 7 for minutes, 92 for hours and 400 for days.',
  })
  measuredBefore!: Date;

  @Field(() => Int, { defaultValue: 500, description: 'How many places the chart has, 1 to 2,000.' })
  @Min(1)
  @Max(2_000)
  maxPoints!: number;
}

@Resolver(() => MonitorPoint)
export class MonitorPointSeriesResolver {
  constructor(
    private readonly repository: SeriesRepository,
    private readonly rules: LimitRuleRepository,
  ) {}

  @FieldResolver(() => ReadingSeries, {
    description:
      'A chart of one factor (监测曲线): one value for each hour or day, with gaps. The means that the device has sent stand; others are computed.',
  })
  async series(
    @Root() point: MonitorPoint,
    @Args(() => SeriesArguments) args: SeriesArguments,
    @Ctx() context: GraphContext,
  ): Promise<ReadingSeries> {
    const { pollutantCode, interval, measuredSince: since, measuredBefore: until, maxPoints } = args;
    requireRange(args);
    const key = seriesKey(point.id, pollutantCode, interval, since.getTime(), until.getTime());
    const [values, rules, limits] = await Promise.all([
      context.load(this.repository.values, key),
      context.load(this.repository.rules, ''),
      this.limits(point, args, context),
    ]);
    const places = seriesOf(values, { interval, since, until }, rules);
    return {
      unit: values[0]?.unit ?? null,
      isThinned: places.length > maxPoints,
      points: thinned(places, maxPoints),
      limits,
    };
  }

  private async limits(
    { outletId }: MonitorPoint,
    { pollutantCode, interval, measuredSince, measuredBefore }: SeriesArguments,
    context: GraphContext,
  ): Promise<SeriesLimit[]> {
    const rules = outletId ? await context.load(this.rules.ofOutlet, outletId) : [];
    return rules
      .filter((rule) => rule.pollutantCode === pollutantCode && rule.averaging === AVERAGINGS[interval])
      .map((rule) => ({
        rule,
        startsAt: later(measuredSince, shanghaiMidnight(rule.effectiveFrom)),
        endsAt:
          rule.effectiveTo === null
            ? measuredBefore
            : earlier(measuredBefore, shanghaiMidnight(rule.effectiveTo)),
      }))
      .filter((limit) => limit.startsAt < limit.endsAt)
      .slice(0, MOST_LIMITS);
  }
}

/** @throws EcoGridError INPUT_INVALID for a range that ends before it begins, or is too long for its interval. */
function requireRange({ interval, measuredSince, measuredBefore }: SeriesArguments): void {
  const most = LONGEST_DAYS[interval] * DAY_MS;
  const length = measuredBefore.getTime() - measuredSince.getTime();
  if (length > 0 && length <= most) return;
  throw new EcoGridError('INPUT_INVALID', {
    problems: [{ path: 'measuredBefore', problem: 'range', days: LONGEST_DAYS[interval] }],
  });
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
