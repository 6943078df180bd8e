import { Max, Min } from 'class-validator';
import {
  Arg,
  Directive,
  Field,
  FieldResolver,
  Float,
  InputType,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { CoordinateSystem, converted } from './coordinate-system.ts';

@Directive('@shareable')
@ObjectType({ description: 'A place on earth (坐标), in degrees.' })
export class GeoPosition {
  longitude!: number;

  latitude!: number;
}

@InputType({ description: 'A place on earth (坐标), in degrees.' })
export class GeoPositionInput {
  @Field(() => Float, { description: 'Degrees, -180 to 180, east positive (经度).' })
  @Min(-180)
  @Max(180)
  longitude!: number;

  @Field(() => Float, { description: 'Degrees, -90 to 90, north positive (纬度).' })
  @Min(-90)
  @Max(90)
  latitude!: number;

  @Field(() => CoordinateSystem, {
    defaultValue: 'WGS84',
    description: 'The system of these coordinates (坐标系). They are stored in WGS-84.',
  })
  coordinateSystem?: CoordinateSystem;
}

const system = () =>
  Arg('coordinateSystem', () => CoordinateSystem, {
    defaultValue: 'WGS84',
    description: 'The system in which the answer is given (坐标系).',
  });

/** The coordinates of a place that is stored in WGS-84, in the system that is asked for. */
@Resolver(() => GeoPosition)
export class GeoPositionResolver {
  @FieldResolver(() => Float, { description: 'Degrees, -180 to 180, east positive (经度).' })
  longitude(@Root() { longitude, latitude }: GeoPosition, @system() to: CoordinateSystem): number {
    return converted([longitude, latitude], 'WGS84', to)[0];
  }

  @FieldResolver(() => Float, { description: 'Degrees, -90 to 90, north positive (纬度).' })
  latitude(@Root() { longitude, latitude }: GeoPosition, @system() to: CoordinateSystem): number {
    return converted([longitude, latitude], 'WGS84', to)[1];
  }
}
