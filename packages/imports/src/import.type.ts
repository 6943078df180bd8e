import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { ImportKind } from './import.vocabulary.ts';

@Directive('@shareable')
@ObjectType({ description: 'A fault of an import, with its place in the file (导入错误).' })
export class ImportFault {
  @Field(() => Int, {
    nullable: true,
    description: 'The row, as a spreadsheet counts: the heading is row 1 (行); null of the whole file.',
  })
  row!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The heading of the column (列); null of the whole row or file.',
  })
  column!: string | null;

  @Field(() => String, { description: 'The fault, a key of problems in docs/errors.md (代码).' })
  problem!: string;

  @Field(() => String, { description: 'The reason in Chinese (原因).' })
  message!: string;

  @Field(() => String, { description: 'The reason in English.' })
  messageEn!: string;
}

@Directive('@shareable')
@ObjectType({ description: 'A column of the tables of a kind (导入列).' })
export class ImportColumn {
  @Field(() => String, { description: 'The heading, in Chinese (表头).' })
  heading!: string;

  @Field(() => String, { description: 'The heading in English.' })
  headingEn!: string;

  @Field(() => Boolean, { description: 'Whether each row must have it (必填).' })
  isRequired!: boolean;

  @Field(() => String, { description: 'An example (示例).' })
  example!: string;
}

@Directive('@shareable')
@ObjectType({ description: 'The form of the tables of a kind (导入模板), and where empty ones are.' })
export class ImportTemplate {
  @Field(() => ImportKind, { description: 'The kind (类别).' })
  kind!: ImportKind;

  @Directive('@listSize(assumedSize: 20)')
  @Field(() => [ImportColumn], { description: 'The columns, 64 at most (列).' })
  columns!: ImportColumn[];

  @Field(() => String, { description: 'The download path of an empty table in CSV.' })
  csvUrl!: string;

  @Field(() => String, { description: 'The download path of an empty table in XLSX.' })
  xlsxUrl!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The download path of an example in GeoJSON; null for kinds without land.',
  })
  geoJsonUrl!: string | null;
}

@Directive('@shareable')
@ObjectType({ description: 'An export, which is made while it is downloaded (导出).' })
export class Export {
  @Field(() => String, {
    description: 'The download path on this gateway, valid for five minutes without a token.',
  })
  url!: string;

  @Field(() => Date, { description: 'Until when the path is valid, UTC.' })
  expiresAt!: Date;
}
