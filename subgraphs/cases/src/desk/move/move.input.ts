import { IsUUID, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { TextField, GeoPositionInput } from '@ecogrid/subgraph';
import { CaseInput } from '../../case/index.ts';

@InputType({
  description:
    'Corrects where a case is (更正位置): a place, a supervised object whose place is known, or both.',
})
export class MoveCaseInput extends CaseInput {
  @Field(() => GeoPositionInput, {
    nullable: true,
    description: 'The place; the default is the place of the object. It must lie in a grid (PLACE_OUTSIDE).',
  })
  @ValidateNested()
  place?: GeoPositionInput;

  @Field(() => ID, {
    nullable: true,
    description: 'The supervised object it is about; absent: the one it has.',
  })
  @IsUUID()
  supervisedObjectId?: string;

  @TextField(2, 1_000, { description: 'Why, 2 to 1000 characters; stands in the history.' })
  reason!: string;
}
