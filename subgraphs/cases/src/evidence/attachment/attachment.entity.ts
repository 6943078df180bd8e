import { Entity, Index } from 'typeorm';
import { TextColumn, UuidColumn } from '@ecogrid/database';
import { AttachedFile, AttachmentType } from '@ecogrid/files';
import type { UploadPurpose } from './attachment.vocabulary.ts';

/** A photo (照片): of a report, of a result, of findings on site. */
@AttachmentType()
@Entity('attachment')
@Index('ix_attachment_holder', ['holderId'])
@Index('ix_attachment_state_created', ['state', 'createdAt'])
@Index('ix_attachment_uploader_state', ['uploaderId', 'state'])
export class Attachment extends AttachedFile {
  @TextColumn(32)
  purpose!: keyof typeof UploadPurpose;

  /** The ticket, report, case or inspection that it was declared for; null of a report that is still to be submitted. */
  @UuidColumn({ name: 'subject_id', nullable: true })
  subjectId!: string | null;
}
