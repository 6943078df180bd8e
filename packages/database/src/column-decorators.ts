import { Column, PrimaryColumn, type ColumnOptions, type ValueTransformer } from 'typeorm';

/** Column decorators with one meaning on both engines; each has its twin in `columns.ts` for migrations. */
type More = Omit<ColumnOptions, 'type' | 'length' | 'precision'>;

export const PrimaryUuid = (more: { name?: string } = {}): PropertyDecorator =>
  PrimaryColumn({ type: 'varchar', length: 36, ...more });
export const UuidColumn = (more: More = {}): PropertyDecorator =>
  Column({ type: 'varchar', length: 36, ...more });
/** A short string, compared exactly (`utf8mb4_bin` on servers). Enumerations are kept as their words. */
export const TextColumn = (length: number, more: More = {}): PropertyDecorator =>
  Column({ type: 'varchar', length, ...more });
export const LongTextColumn = (more: More = {}): PropertyDecorator => Column({ type: 'text', ...more });
export const JsonColumn = (more: More = {}): PropertyDecorator => Column({ type: 'json', ...more });
/** A list in a JSON column, whose field states this maximum: a longer one is not written. */
export const JsonListColumn = (most: number, more: More = {}): PropertyDecorator =>
  JsonColumn({ ...more, transformer: atMost(most) });
/** A moment in UTC, to the millisecond. */
export const InstantColumn = (more: More = {}): PropertyDecorator =>
  Column({ type: 'datetime', precision: 3, ...more });
/** A whole number within ±2^31; fractions are kept scaled (hundredths). */
export const IntegerColumn = (more: More = {}): PropertyDecorator => Column({ type: 'int', ...more });
export const RealColumn = (more: More = {}): PropertyDecorator => Column({ type: 'double', ...more });
export const FlagColumn = (more: More = {}): PropertyDecorator => Column({ type: 'boolean', ...more });

function atMost(most: number): ValueTransformer {
  return {
    from: (value: unknown) => value,
    to: (value: unknown) => {
      if (!Array.isArray(value) || value.length <= most) return value;
      throw new Error(`a list of ${value.length} items in a column for ${most}`);
    },
  };
}
