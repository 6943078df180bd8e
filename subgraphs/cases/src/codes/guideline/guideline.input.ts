import { ArrayMaxSize, ArrayMinSize, IsArray, Matches, ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { PublishInput } from '@ecogrid/code-tables';
import { LineField, TextField } from '@ecogrid/subgraph';

@InputType({ description: 'One clause of a guideline (导则条款).' })
export class GuidelineClauseInput {
  @TextField(1, 2_000, { description: 'The requirement in Chinese, 1 to 2000 characters (条款内容).' })
  text!: string;

  @TextField(1, 2_000, { description: 'The requirement in English, 1 to 2000 characters.' })
  textEn!: string;
}

@InputType({ description: 'Publishes an industry guideline, or the next version of one (发布行业导则).' })
export class PublishGuidelineInput extends PublishInput {
  @Field(() => String, { description: 'Its code, 3 to 32 of A-Z, 0-9, _ and -, such as GUIDE-COAL.' })
  @Matches(/^[A-Z0-9_-]{3,32}$/)
  code!: string;

  @LineField(2, 120, { description: 'Name in Chinese, 2 to 120 characters (名称).' })
  name!: string;

  @LineField(2, 160, { description: 'Name in English, 2 to 160 characters.' })
  nameEn!: string;

  @LineField(2, 200, { description: 'The source of its text, 2 to 200 characters (来源).' })
  source!: string;

  @Field(() => [GuidelineClauseInput], { description: 'Its clauses in order, 1 to 500 (条款).' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  clauses!: GuidelineClauseInput[];
}
