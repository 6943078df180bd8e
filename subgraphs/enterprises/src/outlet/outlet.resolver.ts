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
import { Enterprise, type EnterpriseRepository } from '../enterprise/index.ts';
import { Grid, gridOf } from '../neighbours/index.ts';
import { Medium } from '../site/index.ts';
import { Outlet } from './outlet.entity.ts';
import { MOST_OUTLETS, type OutletRepository } from './outlet.repository.ts';

const OutletConnection = connectionType('Outlet', () => Outlet);

@ArgsType()
class OutletsArguments extends PageArguments {
  @Field(() => String, {
    nullable: true,
    description: 'Only outlets inside the grid of this code, of 6, 9 or 15 digits.',
  })
  within?: string;

  @Field(() => Medium, { nullable: true, description: 'Only outlets of this medium.' })
  medium?: Medium;
}

@Resolver(() => Outlet)
export class OutletResolver {
  constructor(
    private readonly repository: OutletRepository,
    private readonly enterprises: EnterpriseRepository,
  ) {}

  @Query(() => Outlet, {
    nullable: true,
    description: 'An outlet by its id; null when there is none the actor may see.',
  })
  outlet(
    @Arg('id', () => ID, { description: 'UUIDv7.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<Outlet | null> {
    return context.load(this.repository.byId, id);
  }

  @Query(() => OutletConnection, {
    description: "Outlets the actor may see, by their enterprises' credit codes.",
  })
  async outlets(
    @Args(() => OutletsArguments) args: OutletsArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<Outlet>> {
    return connectionOf(await this.repository.page(actor, args, args), args);
  }

  @FieldResolver(() => Enterprise, {
    nullable: true,
    description:
      'The enterprise of the outlet (所属企业); null when the enterprise was removed from the register.',
  })
  enterprise(@Root() { enterpriseId }: Outlet, @Ctx() context: GraphContext): Promise<Enterprise | null> {
    return context.load(this.enterprises.byId, enterpriseId);
  }

  @FieldResolver(() => GeoPosition, { description: 'Where it discharges (坐标).' })
  position(@Root() { longitude, latitude }: Outlet): GeoPosition {
    return { longitude, latitude };
  }

  @FieldResolver(() => Grid, {
    nullable: true,
    description: 'The unit grid whose polygon holds it (属地网格); null outside the district.',
  })
  grid(@Root() { gridCode }: Outlet): Grid | null {
    return gridOf(gridCode);
  }
}

@Resolver(() => Enterprise)
export class EnterpriseOutletsResolver {
  constructor(private readonly repository: OutletRepository) {}

  @Directive('@listSize(assumedSize: 10)')
  @FieldResolver(() => [Outlet], {
    description: `Its outlets (排放口), by code, ${MOST_OUTLETS} at most; empty for those who may not see the site.`,
  })
  outlets(@Root() { id }: Enterprise, @Ctx() context: GraphContext): Promise<Outlet[]> {
    return context.load(this.repository.ofEnterprise, id);
  }
}
