import { IsIn, Length, Matches, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { PublishInput } from '@ecogrid/code-tables';
import { LineField } from '@ecogrid/subgraph';
import { DocumentType } from './document.entity.ts';

@InputType({
  description: 'Publishes a document of the supervision system, or its next version (发布制度文件).',
})
export class PublishDocumentInput extends PublishInput {
  @Field(() => String, { description: 'Its code, 3 to 64 of A-Z, 0-9, _ and -, such as DOC-HANDBOOK.' })
  @Matches(/^[A-Z0-9_-]{3,64}$/)
  code!: string;

  @Field(() => DocumentType, { description: 'The type of the document (文件类型).' })
  @IsIn(Object.keys(DocumentType))
  type!: DocumentType;

  @LineField(2, 160, { description: 'Title in Chinese, 2 to 160 characters (标题).' })
  title!: string;

  @LineField(2, 160, { description: 'Title in English, 2 to 160 characters.' })
  titleEn!: string;

  @Field(() => String, { description: 'The version, 1 to 16 characters, such as 2.0; never used before.' })
  @Length(1, 16)
  version!: string;

  @Field(() => String, { description: 'Code of the organization that issues it (发文机构).' })
  @MaxLength(64)
  issuerOrganizationCode!: string;
}
