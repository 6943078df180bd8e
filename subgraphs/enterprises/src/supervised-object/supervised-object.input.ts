import { IsIn, Matches } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { PageArguments, SupervisedObjectKind, TextField } from '@ecogrid/subgraph';
import { ObjectStatus } from './supervised-object.vocabulary.ts';

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
    description: 'Only priority objects (重点), or only others. Finds only sites the actor may see.',
  })
  isPriority?: boolean;

  @TextField(1, 60, {
    nullable: true,
    description: 'Only objects whose name, Chinese or English, holds this text of 1 to 60 characters.',
  })
  text?: string;
}

@ArgsType()
export class SupervisedObjectsArguments extends NestedObjectsArguments {
  @Field(() => String, {
    nullable: true,
    description:
      'Only objects inside the grid of this code, of 6, 9 or 15 digits. Finds only sites the actor may see.',
  })
  @Matches(/^\d{6,15}$/)
  within?: string;
}
