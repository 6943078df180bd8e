import { IsEmail, Matches, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { LineField, MutationInput, VersionedInput } from '@ecogrid/subgraph';

@InputType({ description: 'Registers a person (登记人员).' })
export class RegisterPersonInput extends MutationInput {
  @Field(() => String, {
    description: 'Personnel number, 2 to 16 of A-Z, 0-9 and -, never used before (工号).',
  })
  @Matches(/^[A-Z0-9-]{2,16}$/)
  number!: string;

  @LineField(1, 40, { description: 'Name, 1 to 40 characters (姓名).' })
  name!: string;

  @Field(() => String, { description: 'Mobile telephone (手机), 3 to 32 of 0-9, + and -.' })
  @Matches(/^[0-9+-]{3,32}$/)
  phone!: string;

  @Field(() => String, { nullable: true, description: 'E-mail; absent when there is none.' })
  @IsEmail()
  @MaxLength(120)
  email?: string;

  @Field(() => String, { description: 'Code of the organization where the person works (单位).' })
  @MaxLength(64)
  organizationCode!: string;
}

@InputType({
  description:
    'Changes the data of a person (变更人员). An absent field stays as it is; null clears the e-mail. An appointment moves a person to another organization.',
})
export class ChangePersonInput extends VersionedInput {
  @Field(() => String, { description: 'Personnel number (工号); it does not change.' })
  @MaxLength(16)
  number!: string;

  @LineField(1, 40, { nullable: true, description: 'Name, 1 to 40 characters (姓名).' })
  name?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Mobile telephone (手机), 3 to 32 of 0-9, + and -.',
  })
  @Matches(/^[0-9+-]{3,32}$/)
  phone?: string;

  @Field(() => String, { nullable: true, description: 'E-mail; null clears it.' })
  @IsEmail()
  @MaxLength(120)
  email?: string | null;
}
