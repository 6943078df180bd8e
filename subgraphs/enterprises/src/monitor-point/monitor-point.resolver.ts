import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import {
  GeoPosition,
  PageArguments,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Outlet, type OutletRepository } from '../outlet/index.ts';
import { Grid, gridOf } from '../neighbours/index.ts';
import { MonitorPoint, MonitorPointKind } from './monitor-point.entity.ts';
import { MOST_POINTS, type MonitorPointRepository } from './monitor-point.repository.ts';

const MonitorPointConnection = connectionType('MonitorPoint', () => MonitorPoint);

@ArgsType()
class MonitorPointsArguments extends PageArguments {
  @Field(() => String, {
    nullable: true,
    description: 'Only points inside the grid of this code, of 6, 9 or 15 digits.',
  })
  within?: string;

  @Field(() => MonitorPointKind, { nullable: true, description: 'Only points that watch this.' })
  kind?: MonitorPointKind;
}

@Resolver(() => MonitorPoint)
export class MonitorPointResolver {
  constructor(
    private readonly repository: MonitorPointRepository,
    private readonly outlets: OutletRepository,
  ) {}

  @Query(() => MonitorPoint, {
    nullable: true,
    description: 'A monitor point by its id; null when there is none the actor may see.',
  })
  monitorPoint(
    @Arg('id', () => ID, { description: 'UUIDv7.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<MonitorPoint | null> {
    return context.load(this.repository.byId, id);
  }

  @Query(() => MonitorPointConnection, {
    description: 'Monitor points the actor may see, by code. docs/domain.md rows 12 and 13.',
  })
  async monitorPoints(
    @Args(() => MonitorPointsArguments) args: MonitorPointsArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<MonitorPoint>> {
    return connectionOf(await this.repository.page(actor, args, args), args);
  }

  @FieldResolver(() => Outlet, {
    nullable: true,
    description: 'The outlet it watches; null for ambient points.',
  })
  outlet(@Root() { outletId }: MonitorPoint, @Ctx() context: GraphContext): Promise<Outlet | null> {
    return outletId ? context.load(this.outlets.byId, outletId) : Promise.resolve(null);
  }

  @FieldResolver(() => GeoPosition, { description: 'Where it is (坐标).' })
  position(@Root() { longitude, latitude }: MonitorPoint): GeoPosition {
    return { longitude, latitude };
  }

  @FieldResolver(() => Grid, {
    nullable: true,
    description: 'The unit grid whose polygon holds it; null outside the district.',
  })
  grid(@Root() { gridCode }: MonitorPoint): Grid | null {
    return gridOf(gridCode);
  }
}

@Resolver(() => Outlet)
export class OutletMonitorPointsResolver {
  constructor(private readonly repository: MonitorPointRepository) {}

  @Directive('@listSize(assumedSize: 5)')
  @FieldResolver(() => [MonitorPoint], {
    description: `Where this outlet is measured (监测点位), by code, ${MOST_POINTS} at most.`,
  })
  monitorPoints(@Root() { id }: Outlet, @Ctx() context: GraphContext): Promise<MonitorPoint[]> {
    return context.load(this.repository.ofOutlet, id);
  }
}
