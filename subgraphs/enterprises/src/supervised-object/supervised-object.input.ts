import { IsIn, Max, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, Float, InputType } from 'type-graphql';
import { PageArguments, SupervisedObjectKind, TextField } from '@ecogrid/subgraph';
import { ObjectStatus } from './supervised-object.vocabulary.ts';

@InputType({ description: 'A box of the map (地图范围), WGS-84 degrees, its edges included.' })
export class MapBoxInput {
  @Field(() => Float, { description: 'The western edge.' })
  @Min(-180)
  @Max(180)
  west!: number;

  @Field(() => Float, { description: 'The southern edge.' })
  @Min(-90)
  @Max(90)
  south!: number;

  @Field(() => Float, { description: 'The eastern edge.' })
  @Min(-180)
  @Max(180)
  east!: number;

  @Field(() => Float, { description: 'The northern edge.' })
  @Min(-90)
  @Max(90)
  north!: number;
}

/** The filters of the objects of a grid. */
@ArgsType()
export class NestedObjectsArguments extends PageArguments {
  @Field(() => SupervisedObjectKind, { nullable: true, description: 'Only objects of this kind (类别).' })
  @IsIn(Object.keys(SupervisedObjectKind))
  kind?: SupervisedObjectKind;

  @Field(() => ObjectStatus, { nullable: true, description: 'Only objects in this status (运行状态).' })
  @IsIn(Object.keys(ObjectStatus))
  status?: ObjectStatus;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only priority objects (重点), or only others. The filter finds only sites that the actor may see.',
  })
  isPriority?: boolean;

  @TextField(1, 60, {
    nullable: true,
    description:
      'Only objects whose name (Chinese, English, pinyin or the initials of pinyin) or credit code holds this text of 1 to 60 characters. Width, case and spaces do not matter.',
  })
  text?: string;
}

@ArgsType()
export class SupervisedObjectsArguments extends NestedObjectsArguments {
  @Field(() => String, {
    nullable: true,
    description:
      'Only objects inside the grid of this code, of 6, 9 or 15 digits. The filter finds only sites that the actor may see.',
  })
  within?: string;

  @Field(() => MapBoxInput, {
    nullable: true,
    description:
      'Only objects inside this box of the map. The filter finds only sites that the actor may see.',
  })
  @ValidateNested()
  box?: MapBoxInput;
}
