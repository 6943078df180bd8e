import { BOUNDS } from '../bounds.ts';

const { operations: max, operationBytes: maxSize } = BOUNDS.memory;

/**
 * A memory of operations by their texts is bounded by its size in bytes: a stranger may send ever new
 * ones. @param bytesPerCharacter about what one takes for each character of its text.
 */
export function rememberedByText(bytesPerCharacter: number) {
  const sizeCalculation = (_value: unknown, text: string): number => (text.length + 1) * bytesPerCharacter;
  return { max, maxSize, sizeCalculation };
}
