import { IsUUID, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { TextField, GeoPositionInput } from '@ecogrid/subgraph';
import { CaseInput } from '../../case/index.ts';

@InputType({
  description: 'Corrects where a case is (更正位置): a place, an enterprise whose place is known, or both.',
})
export class MoveCaseInput extends CaseInput {
  @Field(() => GeoPositionInput, {
    nullable: true,
    description:
      'The place; the default is the place of the enterprise. It must lie in a grid (PLACE_OUTSIDE).',
  })
  @ValidateNested()
  place?: GeoPositionInput;

  @Field(() => ID, { nullable: true, description: 'The enterprise it is about; absent: the one it has.' })
  @IsUUID()
  enterpriseId?: string;

  @TextField(2, 1_000, { description: 'Why, 2 to 1000 characters; stands in the history.' })
  reason!: string;
}
