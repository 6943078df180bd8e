import { EcoGridError } from '@ecogrid/errors';
import { cutText } from '@ecogrid/subgraph';
import type { Category, IntakeChannel } from '../codes/index.ts';
import type { Case } from './case.entity.ts';
import type { AmendCaseInput } from './case.input.ts';

/** The words of the desk about a case: all that other readers read of it. */
export type CaseWords = Pick<Case, 'title' | 'summary' | 'objectName'>;

const TITLE_LENGTH = 60;
const LABELS = { title: '标题 title', summary: '案情摘要 summary', objectName: '监管对象 object' } as const;

/** The title of a case without one by the desk: the category, and the object or the channel. No word of the reporter. */
export function titleOf(
  objectName: string | null,
  category: Pick<Category, 'name'> | null,
  channel: Pick<IntakeChannel, 'name'>,
): string {
  return lineOf(`${category?.name ?? '类别待定'}(${objectName ?? channel.name})`);
}

/** One line of a title's length, cut between characters. */
export function lineOf(text: string): string {
  return cutText(text.replace(/\s+/gu, ' ').trim(), TITLE_LENGTH);
}

/** The words that an input changes. @throws EcoGridError INPUT_INVALID when there is none. */
export function wordsOf({ title, summary, objectName }: AmendCaseInput): Partial<CaseWords> {
  const words = {
    ...(title !== undefined && { title }),
    ...(summary !== undefined && { summary }),
    ...(objectName !== undefined && { objectName }),
  };
  if (Object.keys(words).length > 0) return words;
  const path = 'input.title, input.summary, input.objectName';
  throw new EcoGridError('INPUT_INVALID', { problems: [{ path, problem: 'required' }] });
}

/** The line of the history that keeps a wording: each word on a line of its own. */
export function noteOf(words: Partial<CaseWords>): string {
  return Object.entries(LABELS)
    .flatMap(([key, label]) => {
      const word = words[key as keyof CaseWords];
      return word ? [`${label}: ${word}`] : [];
    })
    .join('\n');
}
