import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { InstantColumn, IntegerColumn, PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';
import { PhotoMoment, UploadPurpose, type AttachmentState } from './attachment.vocabulary.ts';

@ObjectType({ description: 'A photo (照片): of a report, of a result, of what was found on site.' })
@Entity('attachment')
@Index('ix_attachment_holder', ['holderId'])
@Index('ix_attachment_state_created', ['state', 'createdAt'])
@Index('ix_attachment_uploader_state', ['uploaderId', 'state'])
export class Attachment {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @TextColumn(16)
  state!: AttachmentState;

  @TextColumn(32)
  purpose!: keyof typeof UploadPurpose;

  /** The ticket, report, case or inspection that it was declared for; null of a report that is still to be submitted. */
  @UuidColumn({ name: 'subject_id', nullable: true })
  subjectId!: string | null;

  /** The object that it is attached to, such as a result; null before. */
  @UuidColumn({ name: 'holder_id', nullable: true })
  holderId!: string | null;

  @Field(() => PhotoMoment, { description: 'When it was taken, as its uploader says (拍摄时点).' })
  @TextColumn(16)
  moment!: keyof typeof PhotoMoment;

  @Field(() => String, {
    description: 'The media type, such as image/jpeg, as declared and as detected in the content (类型).',
  })
  @TextColumn(32, { name: 'media_type' })
  mediaType!: string;

  @Field(() => Int, { description: 'Its size in bytes (大小).' })
  @IntegerColumn({ name: 'size_bytes' })
  sizeBytes!: number;

  @Field(() => String, { description: 'SHA-256 of its content, hexadecimal (内容摘要).' })
  @TextColumn(64)
  sha256!: string;

  @Field(() => Int, { nullable: true, description: 'Its width in pixels; null until it is uploaded.' })
  @IntegerColumn({ nullable: true })
  width!: number | null;

  @Field(() => Int, { nullable: true, description: 'Its height in pixels; null until it is uploaded.' })
  @IntegerColumn({ nullable: true })
  height!: number | null;

  @TextColumn(64, { name: 'uploader_id' })
  uploaderId!: string;

  @Field(() => Date, { description: 'When its upload was asked for, UTC.' })
  @InstantColumn({ name: 'created_at' })
  createdAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When its content came in whole, UTC; null before that.',
  })
  @InstantColumn({ name: 'stored_at', nullable: true })
  storedAt!: Date | null;
}
