import { ArgsType, Field } from 'type-graphql';
import { TextField, PageArguments } from '@ecogrid/subgraph';
import { CameraPurpose } from '../camera/index.ts';

/** The filters of the enterprises of a grid. */
@ArgsType()
export class NestedEnterprisesArguments extends PageArguments {
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only priority enterprises (重点), or only others. The filter finds only sites that the actor may see.',
  })
  isPriority?: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only enterprises with a registered instrument (在线监测), or only others. The filter finds only sites that the actor may see. docs/domain.md row 10.',
  })
  isOnlineMonitored?: boolean;

  @Field(() => CameraPurpose, {
    nullable: true,
    description:
      'Only enterprises with a camera that watches this. The filter finds only sites that the actor may see. docs/domain.md rows 9 and 11.',
  })
  videoPurpose?: CameraPurpose;

  @TextField(1, 60, {
    nullable: true,
    description:
      'Only enterprises whose name (Chinese, English, pinyin or the initials of pinyin) or credit code holds this text of 1 to 60 characters. Width, case and spaces do not matter.',
  })
  text?: string;
}

@ArgsType()
export class EnterprisesArguments extends NestedEnterprisesArguments {
  @Field(() => String, {
    nullable: true,
    description:
      'Only enterprises inside the grid of this code, of 6, 9 or 15 digits. The filter finds only sites that the actor may see.',
  })
  within?: string;
}
