import { IsIn, IsInt, Matches, Max, Min } from 'class-validator';
import { ArgsType, Field, InputType, Int } from 'type-graphql';
import { MutationInput, TextField, VersionedInput } from '@ecogrid/subgraph';
import { BOUNDS } from './bounds.ts';
import { ImportKind, ImportMode, TableFormat } from './import.vocabulary.ts';

const NUMBER = 'The number of the import (导入编号).';

@InputType({ description: 'Declares a file whose rows are to be imported (申请导入).' })
export class CreateImportInput extends MutationInput {
  @Field(() => ImportKind, { description: 'The kind of its rows (类别).' })
  @IsIn(Object.keys(ImportKind))
  kind!: ImportKind;

  @Field(() => TableFormat, { description: 'The form of the file (格式).' })
  @IsIn(Object.keys(TableFormat))
  format!: TableFormat;

  @Field(() => Int, {
    description: `Its size in bytes, 1 to ${BOUNDS.table.fileBytes}; the content must have this size.`,
  })
  @IsInt()
  @Min(1)
  @Max(BOUNDS.table.fileBytes)
  sizeBytes!: number;

  @Field(() => String, {
    description:
      'SHA-256 of its content in 64 hexadecimal digits, small letters; the content must have this hash.',
  })
  @Matches(/^[0-9a-f]{64}$/)
  sha256!: string;
}

@InputType({ description: 'Checks the rows of an import and writes nothing (试导入).' })
export class CheckImportInput extends VersionedInput {
  @Field(() => Int, { description: NUMBER })
  number!: number;
}

@InputType({ description: 'Checks the rows of an import and writes them (导入).' })
export class RunImportInput extends VersionedInput {
  @Field(() => Int, { description: NUMBER })
  number!: number;

  @Field(() => ImportMode, { description: 'Whether a row with a fault keeps the others out (方式).' })
  @IsIn(Object.keys(ImportMode))
  mode!: ImportMode;
}

@InputType({ description: 'Takes back the rows that an import has written (撤销导入).' })
export class UndoImportInput extends VersionedInput {
  @Field(() => Int, { description: NUMBER })
  number!: number;

  @TextField(2, 1_000, { description: 'Why, 2 to 1000 characters (原因).' })
  reason!: string;
}

@InputType({ description: 'Asks for the rows of a kind as a file (导出).' })
export class ExportInput extends MutationInput {
  @Field(() => ImportKind, { description: 'The kind of the rows (类别).' })
  @IsIn(Object.keys(ImportKind))
  kind!: ImportKind;

  @Field(() => TableFormat, { description: 'The form of the file (格式).' })
  @IsIn(Object.keys(TableFormat))
  format!: TableFormat;
}

@ArgsType()
export class ImportChangedArguments {
  @Field(() => Int, { nullable: true, description: 'Only the import of this number; absent for all.' })
  number?: number;

  @Field(() => String, {
    nullable: true,
    description: 'A cursor to resume after; absent for the changes from now on.',
  })
  after?: string;
}
