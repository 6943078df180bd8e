import { Max, Min } from 'class-validator';
import { GraphQLJSONObject } from 'graphql-scalars';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Query,
  Resolver,
  Root,
  Directive,
} from 'type-graphql';
import type { Area } from '@ecogrid/territory';
import {
  CoordinateSystem,
  GeoPositionInput,
  PageArguments,
  connectionOf,
  connectionType,
  geometryIn,
  requireOneKey,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Division, type DivisionRepository } from '../division/index.ts';
import { Organization, type OrganizationRepository } from '../organization/index.ts';
import { Grid } from './grid.entity.ts';
import { MOST_CHILDREN, type GridRepository } from './grid.repository.ts';
import type { GridTerritory } from './grid.territory.ts';

const GridConnection = connectionType('Grid', () => Grid);

@ArgsType()
class GridsArguments extends PageArguments {
  @Field(() => Int, { nullable: true, description: 'Only grids of this level, 2 to 4.' })
  @Min(2)
  @Max(4)
  level?: number;

  @Field(() => String, {
    nullable: true,
    description: 'Only grids inside the grid of this code, itself included.',
  })
  within?: string;
}

@Resolver(() => Grid)
export class GridResolver {
  constructor(
    private readonly grids: GridRepository,
    private readonly territory: GridTerritory,
    private readonly divisions: DivisionRepository,
    private readonly organizations: OrganizationRepository,
  ) {}

  @Query(() => Grid, {
    nullable: true,
    description:
      'A grid by its code or its id; null when there is none. Errors: INPUT_INVALID unless exactly one of them is given.',
  })
  async grid(
    @Ctx() context: GraphContext,
    @Arg('code', () => String, { nullable: true, description: 'Grid code of 6, 9 or 15 digits.' })
    code?: string,
    @Arg('id', () => ID, { nullable: true, description: 'Its id.' }) id?: string,
  ): Promise<Grid | null> {
    const [key, value] = requireOneKey({ code, id });
    return context.load(key === 'code' ? this.grids.byCode : this.grids.byId, value);
  }

  @Query(() => GridConnection, { name: 'grids', description: 'Grids by code.' })
  async list(@Args(() => GridsArguments) args: GridsArguments): Promise<Connection<Grid>> {
    return connectionOf(await this.grids.page(args, args), args);
  }

  @Directive('@listSize(assumedSize: 5)')
  @Query(() => [Grid], {
    description:
      'The grids that hold a place, the smallest first: unit grid, street, zone, 10 at most (属地). Empty outside the district. docs/domain.md row 19.',
  })
  gridsAt(
    @Arg('position', () => GeoPositionInput, { description: 'The place.' }) position: GeoPositionInput,
  ): Promise<Grid[]> {
    return this.territory.containing(position);
  }

  @FieldResolver(() => GraphQLJSONObject, {
    description:
      'Its land (范围): a GeoJSON Polygon or MultiPolygon, each position [longitude, latitude] (RFC 7946). Rings after the first of a polygon are holes.',
  })
  geometry(
    @Root() { polygon }: Grid,
    @Arg('coordinateSystem', () => CoordinateSystem, {
      defaultValue: 'WGS84',
      description: 'The system in which the answer is given (坐标系).',
    })
    system: CoordinateSystem,
  ): Area {
    return geometryIn(polygon, system);
  }

  @FieldResolver(() => Grid, { nullable: true, description: 'The grid this one lies in; null for the zone.' })
  parent(@Root() { parentCode }: Grid, @Ctx() context: GraphContext): Promise<Grid | null> {
    return parentCode ? context.load(this.grids.byCode, parentCode) : Promise.resolve(null);
  }

  @Directive('@listSize(assumedSize: 30)')
  @FieldResolver(() => [Grid], {
    description: `The grids directly inside this one, by code, ${MOST_CHILDREN} at most.`,
  })
  children(@Root() { code }: Grid, @Ctx() context: GraphContext): Promise<Grid[]> {
    return context.load(this.grids.childrenOf, code);
  }

  @FieldResolver(() => Division, {
    nullable: true,
    description: 'The division the grid belongs to; null when it was abolished.',
  })
  division(@Root() { divisionCode }: Grid, @Ctx() context: GraphContext): Promise<Division | null> {
    return context.load(this.divisions.byCode, divisionCode);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description:
      'The organization responsible for the territory (属地管理责任). docs/domain.md row 19. Null while no organization is assigned.',
  })
  responsibleOrganization(@Root() grid: Grid, @Ctx() context: GraphContext): Promise<Organization | null> {
    return context.load(this.organizations.byCode, grid.responsibleOrganizationCode);
  }
}
