import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  PrimaryUuid,
  TextColumn,
  UuidColumn,
} from '@ecogrid/database';
import type { Actor } from '@ecogrid/identity';
import { ImportKind, ImportMode, ImportState, TableFormat } from './import.vocabulary.ts';

/** An import: its upload, how far it is, and its result. A value type of the graph, alike in all subgraphs. */
@Directive('@shareable')
@ObjectType('Import', {
  description:
    'An import of rows from a file (导入): checked first, written in steps that a restart continues, and undone by its number. For those who may import its kind.',
})
@Entity('data_import')
@Index('ux_data_import_number', ['number'], { unique: true })
@Index('ix_data_import_state', ['state', 'number'])
export class DataImport {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => Int, { description: 'Its number in its subgraph, from 1 (导入编号).' })
  @IntegerColumn()
  number!: number;

  @Field(() => ImportKind, { description: 'The kind of its rows (类别).' })
  @TextColumn(24)
  kind!: ImportKind;

  @Field(() => TableFormat, { description: 'The form of its file (格式).' })
  @TextColumn(8)
  format!: TableFormat;

  @Field(() => ImportState, { description: 'The state (状态).' })
  @TextColumn(16)
  state!: ImportState;

  @Field(() => ImportMode, {
    nullable: true,
    description: 'Whether a row with a fault keeps the others out (方式); null until it is run.',
  })
  @TextColumn(16, { nullable: true })
  mode!: ImportMode | null;

  @Field(() => Int, { description: 'Counts its changes of state, from 1.' })
  @IntegerColumn()
  version!: number;

  @IntegerColumn({ name: 'size_bytes' })
  sizeBytes!: number;

  @TextColumn(64)
  sha256!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The rows of its file without the heading (总行数); null until they were checked.',
  })
  @IntegerColumn({ name: 'row_count', nullable: true })
  rowCount!: number | null;

  @Field(() => Int, { description: 'The rows that the present step has worked through (进度).' })
  @IntegerColumn()
  position!: number;

  @Field(() => Int, { description: 'The faults that were found (错误数).' })
  @IntegerColumn({ name: 'fault_count' })
  faultCount!: number;

  @Field(() => Int, { description: 'The rows that were added (新增).' })
  @IntegerColumn({ name: 'added_count' })
  addedCount!: number;

  @Field(() => Int, { description: 'The rows that were changed (更新).' })
  @IntegerColumn({ name: 'updated_count' })
  updatedCount!: number;

  @Field(() => Int, { description: 'The rows that were there as they are (未变).' })
  @IntegerColumn({ name: 'unchanged_count' })
  unchangedCount!: number;

  @Field(() => Int, {
    description: 'The rows that an undoing has left (撤销时保留): `faults` says why.',
  })
  @IntegerColumn({ name: 'left_count' })
  leftCount!: number;

  @Field(() => Date, { description: 'When it was created, UTC (创建时间).' })
  @InstantColumn({ name: 'created_at' })
  createdAt!: Date;

  /** The person who created it. */
  @TextColumn(64, { name: 'created_by', nullable: true })
  createdBy!: string | null;

  /** The person who ran or undid it last. */
  @TextColumn(64, { name: 'run_by', nullable: true })
  runBy!: string | null;

  /** The process that works on it, until a moment; another process takes it over after that. */
  @UuidColumn({ nullable: true })
  holder!: string | null;

  @InstantColumn({ name: 'held_until', nullable: true })
  heldUntil!: Date | null;
}

/** A fault of a row, as it was found last; the first ones are kept. */
@Entity('import_fault')
export class ImportFaultRow {
  @PrimaryUuid({ name: 'import_id' })
  importId!: string;

  @IntegerColumn({ primary: true })
  sequence!: number;

  /** As a spreadsheet counts, the heading is row 1; null for the file. */
  @IntegerColumn({ name: 'line_number', nullable: true })
  row!: number | null;

  @TextColumn(64, { name: 'column_heading', nullable: true })
  column!: string | null;

  @TextColumn(32)
  problem!: string;

  /** The values of the text of the problem. */
  @JsonColumn()
  details!: Readonly<Record<string, unknown>>;
}

/** A row that an import has written, with the data for its undoing. */
@Entity('imported_row')
export class ImportedRow {
  @PrimaryUuid({ name: 'import_id' })
  importId!: string;

  @IntegerColumn({ primary: true, name: 'line_number' })
  row!: number;

  @UuidColumn({ name: 'subject_id' })
  subjectId!: string;

  /** As it was; null for one that was added. */
  @JsonColumn({ name: 'before_row', nullable: true })
  before!: object | null;

  /** The version that the import has written. */
  @IntegerColumn()
  version!: number;
}

/** An export that was asked for, with the rights by which its rows are chosen. */
@Entity('data_export')
export class DataExport {
  @PrimaryUuid()
  id!: string;

  @TextColumn(24)
  kind!: ImportKind;

  @TextColumn(8)
  format!: TableFormat;

  @JsonColumn()
  actor!: Actor;

  @InstantColumn({ name: 'created_at' })
  createdAt!: Date;
}

export const IMPORT_ENTITIES = [DataImport, ImportFaultRow, ImportedRow, DataExport];
