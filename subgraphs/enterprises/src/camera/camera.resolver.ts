import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import {
  GeoPosition,
  PageArguments,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Grid, gridOf } from '../neighbours/index.ts';
import { Camera, CameraPurpose } from './camera.entity.ts';
import type { CameraRepository } from './camera.repository.ts';

const CameraConnection = connectionType('Camera', () => Camera);

@Resolver(() => Camera)
export class CameraResolver {
  constructor(private readonly repository: CameraRepository) {}

  @Query(() => Camera, {
    nullable: true,
    description: 'A camera by its id; null when there is none the actor may see.',
  })
  camera(
    @Arg('id', () => ID, { description: 'UUIDv7.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<Camera | null> {
    return context.load(this.repository.byId, id);
  }

  @Query(() => CameraConnection, {
    description: 'Cameras the actor may see, by code. docs/domain.md rows 9 and 11.',
  })
  async cameras(
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { actor }: GraphContext,
    @Arg('purpose', () => CameraPurpose, { nullable: true, description: 'Only cameras that watch this.' })
    purpose?: CameraPurpose,
  ): Promise<Connection<Camera>> {
    return connectionOf(await this.repository.page(actor, purpose, page), page);
  }

  @FieldResolver(() => GeoPosition, { description: 'Where the camera stands (坐标).' })
  position(@Root() { longitude, latitude }: Camera): GeoPosition {
    return { longitude, latitude };
  }

  @FieldResolver(() => Grid, {
    nullable: true,
    description: 'The unit grid it stands in (所在网格); null outside the district.',
  })
  grid(@Root() { gridCode }: Camera): Grid | null {
    return gridOf(gridCode);
  }
}
