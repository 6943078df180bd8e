import { Workflow } from '../../kernel/index.ts';
import type { Letter } from './letter.entity.ts';
import type { LetterAction, LetterState } from './letter.vocabulary.ts';

/** What people do with letters; the rest of their states is the postmen's. */
export const letterWorkflow = new Workflow<
  Pick<Letter, 'state'>,
  keyof typeof LetterState,
  keyof typeof LetterAction,
  'operator',
  never
>({
  thing: 'letter',
  steps: [{ from: ['DEAD'], action: 'resend', to: ['QUEUED'], who: 'operator', guards: [] }],
  permissions: { operator: { roles: ['OPERATOR'] } },
  guards: {},
});
