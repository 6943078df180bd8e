import { Workflow } from '../../kernel/index.ts';
import type { Letter } from './letter.entity.ts';
import { LetterAction, LetterState } from './letter.vocabulary.ts';

/** The actions of people on e-mails; the sender changes the other states. */
export const letterWorkflow = new Workflow<
  Pick<Letter, 'state'>,
  keyof typeof LetterState,
  keyof typeof LetterAction,
  'operator',
  never
>({
  thing: 'emailDelivery',
  states: LetterState,
  actions: LetterAction,
  steps: [{ from: ['DEAD'], action: 'resend', to: ['QUEUED'], who: 'operator', guards: [] }],
  permissions: { operator: { roles: ['OPERATOR'] } },
  guards: {},
});
