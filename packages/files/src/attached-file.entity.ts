import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import {
  InstantColumn,
  IntegerColumn,
  PrimaryUuid,
  RealColumn,
  TextColumn,
  UuidColumn,
  columns,
} from '@ecogrid/database';
import { vocabulary } from '@ecogrid/subgraph';

type ColumnOptions = ReturnType<typeof columns.uuid>;

export const PhotoMoment = vocabulary('PhotoMoment', 'When a photo was taken (拍摄时点).', {
  BEFORE: 'Before anything was put right (整改前).',
  AFTER: 'After it was put right (整改后).',
  SCENE: 'On the scene, before the handling (现场).',
});

/** SWEPT is between the decision to remove and the removal; such a row is never visible. */
export type FileState = 'EXPECTED' | 'STORED' | 'ATTACHED' | 'SWEPT';

/**
 * The columns of an uploaded file and the fields of the graph type `Attachment`. A subgraph that takes files extends
 * this class by its own columns, names the table with `@Entity` and the graph type with `@AttachmentType()`.
 */
@ObjectType()
export abstract class AttachedFile {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @TextColumn(16)
  state!: FileState;

  /** The object that it is attached to, such as a result; null before. */
  @UuidColumn({ name: 'holder_id', nullable: true })
  holderId!: string | null;

  @Field(() => PhotoMoment, {
    nullable: true,
    description: 'When a photo was taken, as its uploader says (拍摄时点); null for a file that is no photo.',
  })
  @TextColumn(16, { nullable: true })
  moment!: keyof typeof PhotoMoment | null;

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

  @Field(() => Int, {
    nullable: true,
    description: 'The width of an image in pixels; null until it is uploaded.',
  })
  @IntegerColumn({ nullable: true })
  width!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The height of an image in pixels; null until it is uploaded.',
  })
  @IntegerColumn({ nullable: true })
  height!: number | null;

  /** By the EXIF data of a picture, as the three columns: for the desk, and in no other download. */
  @InstantColumn({ name: 'taken_at', nullable: true })
  takenAt!: Date | null;

  @RealColumn({ name: 'taken_longitude', nullable: true })
  takenLongitude!: number | null;

  @RealColumn({ name: 'taken_latitude', nullable: true })
  takenLatitude!: number | null;

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

/** Marks the class of a subgraph as the graph type `Attachment`: a value type, which every subgraph answers by itself. */
export function AttachmentType(): ClassDecorator {
  return (target) => {
    Directive('@shareable')(target);
    ObjectType('Attachment', {
      description: 'An uploaded file (附件), such as a photo of a report, of a result or of a site.',
    })(target);
  };
}

/** The columns of AttachedFile for a migration. */
export function attachedFileColumns(): ColumnOptions[] {
  const { instant, integer, nullable, primaryUuid, real, text, uuid } = columns;
  return [
    primaryUuid(),
    text('state', 16),
    uuid('holder_id', nullable),
    text('moment', 16, nullable),
    text('media_type', 32),
    integer('size_bytes'),
    text('sha256', 64),
    integer('width', nullable),
    integer('height', nullable),
    instant('taken_at', nullable),
    real('taken_longitude', nullable),
    real('taken_latitude', nullable),
    text('uploader_id', 64),
    instant('created_at'),
    instant('stored_at', nullable),
  ];
}
