import { Max, Min } from 'class-validator';
import { Directive, Field, Float, InputType, ObjectType } from 'type-graphql';

@Directive('@shareable')
@ObjectType({ description: 'A place on earth (坐标), WGS-84 / CGCS2000 degrees.' })
export class GeoPosition {
  @Field(() => Float, { description: 'Degrees, -180 to 180, east positive (经度).' })
  longitude!: number;

  @Field(() => Float, { description: 'Degrees, -90 to 90, north positive (纬度).' })
  latitude!: number;
}

@InputType({ description: 'A place on earth (坐标), WGS-84 / CGCS2000 degrees.' })
export class GeoPositionInput {
  @Field(() => Float, { description: 'Degrees, -180 to 180, east positive (经度).' })
  @Min(-180)
  @Max(180)
  longitude!: number;

  @Field(() => Float, { description: 'Degrees, -90 to 90, north positive (纬度).' })
  @Min(-90)
  @Max(90)
  latitude!: number;
}
