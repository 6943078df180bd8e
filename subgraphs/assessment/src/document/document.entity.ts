import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';
import { Day, vocabulary } from '@ecogrid/subgraph';

export const DocumentType = vocabulary(
  'DocumentType',
  'The four kinds of documents of the supervision system (制度文件). docs/domain.md rows 20-22.',
  {
    PLAN: 'Supervision plan (监管方案).',
    SCORING_MEASURES: 'Measures of quantitative scoring (量化赋分考核办法).',
    HANDBOOK: 'Handbook (工作手册).',
    RULES_COMPILATION: 'Compiled working rules (制度汇编).',
  },
);
export type DocumentType = keyof typeof DocumentType;

@Directive('@key(fields: "code")')
@ObjectType({
  description:
    'A named document of the supervision system (制度文件), in versions. docs/domain.md rows 20-22.',
})
@Entity('document')
@Index('ux_document_code', ['code'], { unique: true })
export class Document {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => String, { description: 'Stable code, such as DOC-HANDBOOK.' })
  @TextColumn(64)
  code!: string;

  @Field(() => DocumentType, { description: 'The type of the document (文件类型).' })
  @TextColumn(24)
  type!: DocumentType;

  @Field(() => String, { description: 'Title in Chinese (标题).' })
  @TextColumn(160, { name: 'title_zh' })
  title!: string;

  @Field(() => String, { description: 'Title in English.' })
  @TextColumn(160, { name: 'title_en' })
  titleEn!: string;
}

@ObjectType({ description: 'One version of a document (文件版本).' })
@Entity('document_version')
@Index('ux_document_version', ['documentId', 'version'], { unique: true })
export class DocumentVersion {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'document_id' })
  documentId!: string;

  @Field(() => String, { description: 'The version, such as 1.0.' })
  @TextColumn(16)
  version!: string;

  @Field(() => Day, { description: 'First day in force.' })
  @TextColumn(10, { name: 'effective_from' })
  effectiveFrom!: string;

  @TextColumn(64, { name: 'issuer_organization_code' })
  issuerOrganizationCode!: string;
}
