import { BOUNDS } from '../bounds.ts';

const { operations: max, operationBytes: maxSize } = BOUNDS.memory;

/**
 * Bounds a cache of operations by the memory that it takes: a stranger may send ever new ones.
 * @param bytesPerCharacter about the memory of one for each character of its text.
 */
export function rememberedByText(bytesPerCharacter: number) {
  const sizeCalculation = (_value: unknown, text: string): number => (text.length + 1) * bytesPerCharacter;
  return { max, maxSize, sizeCalculation };
}
