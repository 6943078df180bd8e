import { createHash } from 'node:crypto';
import { canonicalJson } from '@ecogrid/database';
import type { CaseEvent } from './case-event.entity.ts';

/** The predecessor hash of the first line of a chain. */
export const CHAIN_START = '0'.repeat(64);

/** The hash of a line: over the hash before it and everything the line says. */
export function hashOf({
  hash: _own,
  previousHash,
  ...said
}: Omit<CaseEvent, 'hash'> & { hash?: string }): string {
  const text = previousHash + canonicalJson({ ...said, at: said.at.toISOString() });
  return createHash('sha256').update(text).digest('hex');
}

/** Whether lines in order of sequence are an unbroken chain from the start that ends with the head's hash. */
export function isUnbroken(lines: readonly CaseEvent[], head: { sequence: number; hash: string }): boolean {
  let previous = CHAIN_START;
  for (const [index, line] of lines.entries()) {
    const intact =
      line.sequence === index + 1 && line.previousHash === previous && line.hash === hashOf(line);
    if (!intact) return false;
    previous = line.hash;
  }
  return previous === head.hash && lines.length === head.sequence;
}
